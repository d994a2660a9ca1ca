using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>What becomes of a batch when the gateway does not take every row.</summary>
public sealed partial class BatchRunTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public BatchRunTests() => _batch = new BatchFolder(_gateway);

    public Task InitializeAsync() => _batch.WritePromptsAsync("one", "two", "three");

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData(401, 3, "Authentication")]
    [InlineData(402, 1, "Balance")]
    [InlineData(404, 1, "NotFound")]
    public async Task What_concerns_the_account_stops_the_batch_and_loses_nothing(
        int statusCode,
        int exitCode,
        string reason
    )
    {
        _gateway.Refusal = (prompt, _) => prompt == "one" ? null : (statusCode, "{}");

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(exitCode);

        _gateway.Submissions.Should().Equal("one", "two");
        _batch.States.Should().Equal("saved", "pending", "pending");
        _batch.Tool.Error.Should().Contain("Nothing more was submitted.").And.Contain(reason);
        _gateway.Refusal = (_, _) => null;
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "two", "three");
    }

    [Fact]
    public async Task A_row_that_is_refused_fails_alone_and_is_submitted_anew_when_it_was_corrected()
    {
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"one","id":"a"}""",
            """{"command":"haiper generate","prompt":"two","id":"b"}"""
        );
        _gateway.Refusal = (prompt, _) => prompt == "one" ? (400, "{}") : null;
        (await _batch.RunAsync()).Should().Be(1);
        (await _batch.RunAsync()).Should().Be(1);
        _batch.States.Should().Equal("failed", "saved");
        ((string?)_batch.Results[0]["reason"]).Should().Be("invalidRequest");
        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"better","id":"a"}""",
            """{"command":"haiper generate","prompt":"two","id":"b"}"""
        );

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "better");
    }

    [Fact]
    public async Task A_row_is_sent_no_more_often_than_one_submission_is()
    {
        _gateway.Refusal = (_, before) => before < 2 ? (429, "{}") : null;
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().Equal("one", "one", "one", "two", "three");

        await _batch.WritePromptsAsync("one", "two", "three", "four", "five");
        _gateway.Refusal = (_, _) => (429, "{}");
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(1);

        _gateway.Submissions.Skip(5).Should().Equal("four", "four", "four");
        _batch.States.Should().Equal("saved", "saved", "saved", "pending", "pending");
        _batch.Tool.Error.Should().Contain("Nothing more was submitted.");
    }

    [Fact]
    public async Task What_failed_is_submitted_again_if_that_is_asked_for()
    {
        _gateway.Refusal = (prompt, before) =>
            prompt == "two" && before < 3 ? (400, """{"code":400}""") : null;
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(1);
        _batch.States.Should().Equal("saved", "failed", "saved");
        _batch.Tool.Error.Should().Contain("unchanged with --retry-failed");
        (await _batch.RunAsync()).Should().Be(1);
        _gateway.Submissions.Should().HaveCount(3);

        (await _batch.RunAsync("--retry-failed")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("one", "two", "three", "two");
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_told()
    {
        _gateway.Refusal = (_, before) => before < 1 ? (429, "{}") : null;

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(0);

        _batch.Tool.Error.Should().MatchRegex("The request is sent again: .*HTTP 429, RateLimited");
    }

    [Fact]
    public async Task A_video_that_is_there_already_stops_the_batch_before_anything_is_paid()
    {
        await _batch.WriteAsync("""{"command":"haiper generate","prompt":"one","id":"fox"}""");
        Directory.CreateDirectory(_batch.Folder);
        await File.WriteAllTextAsync(Path.Combine(_batch.Folder, "fox.mp4"), "mine");

        (await _batch.RunAsync()).Should().Be(2);
        _gateway.Submissions.Should().BeEmpty();
        _batch.Tool.Error.Should().Contain("row 1:").And.Contain("exists already");

        (await _batch.RunAsync("--overwrite")).Should().Be(0, _batch.Tool.Error);
    }

    [Theory]
    [InlineData(503, "upstream connect error or disconnect/reset before headers")]
    [InlineData(502, "<html>")]
    [InlineData(200, "{}")]
    public async Task A_row_that_may_have_been_accepted_is_unknown_and_sent_once(
        int statusCode,
        string body
    )
    {
        _gateway.Refusal = (prompt, _) => prompt == "one" ? (statusCode, body) : null;

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(5, _batch.Tool.Error);
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(5, _batch.Tool.Error);

        _gateway.Submissions.Should().Equal("one", "two", "three");
        _batch.States.Should().Equal("unknown", "saved", "saved");
    }

    [Fact]
    public async Task A_job_that_timed_out_is_fetched_by_the_next_run_without_paying_again()
    {
        _gateway.Status = "IN_PROGRESS";
        (await _batch.RunAsync("--timeout", "2m")).Should().Be(4);
        _batch.States.Should().AllBe("accepted");
        _gateway.Status = "SUCCESS";

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().HaveCount(3);
        _batch.States.Should().AllBe("saved");
    }

    [Fact]
    public async Task No_more_is_submitted_than_allowed()
    {
        (await _batch.RunAsync("--limit", "2")).Should().Be(0, _batch.Tool.Error);

        _batch.States.Should().Equal("saved", "saved", "pending");
        _batch.Tool.Error.Should().Contain("Not yet submitted: 1 row");
        (await _batch.RunAsync("--limit", "2")).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "three");
    }

    [Fact]
    public async Task No_minute_sees_more_requests_than_allowed_whatever_the_endpoint()
    {
        await _batch.WriteAsync(
            """{"command":"haiper generate","prompt":"one","endpoint":"a"}""",
            """{"command":"haiper generate","prompt":"two","endpoint":"b"}"""
        );
        var arrivals = new List<DateTimeOffset>();
        _gateway.At = (number, moment) =>
        {
            // Of each row a submission, three questions and the download, which does not count.
            _gateway.Status = number % 5 == 4 ? "SUCCESS" : "IN_PROGRESS";
            if (moment == Moment.Arrived && number % 5 != 0)
            {
                arrivals.Add(_batch.Tool.Time.GetUtcNow());
            }

            return Task.CompletedTask;
        };

        (await _batch.RunAsync("--concurrency", "1", "--requests-per-minute", "3"))
            .Should()
            .Be(0, _batch.Tool.Error);

        arrivals.Should().HaveCount(8);
        arrivals
            .Zip(arrivals.Skip(3))
            .Should()
            .OnlyContain(pair => pair.Second - pair.First >= TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("many")]
    public async Task A_limit_of_requests_that_can_be_none_is_refused(string requests)
    {
        (await _batch.RunAsync("--requests-per-minute", requests)).Should().Be(2);

        _batch
            .Tool.Error.Should()
            .Contain($"--requests-per-minute is \"{requests}\"; give a number from 1 to 10000.");
    }

    [Fact]
    public async Task An_id_is_kept_though_the_journal_of_ids_cannot_be_written()
    {
        _gateway.At = (number, moment) =>
        {
            if (number == 1 && moment == Moment.Arrived)
            {
                File.Delete(_batch.Tool.JournalPath);
                Directory.CreateDirectory(_batch.Tool.JournalPath);
            }

            return Task.CompletedTask;
        };
        (await _batch.RunAsync("--concurrency", "1")).Should().Be(1, _batch.Tool.Error);
        _batch.States.Should().Equal("accepted", "pending", "pending");
        Directory.Delete(_batch.Tool.JournalPath);

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "three");
        _batch.States.Should().AllBe("saved");
    }

    [Theory]
    [InlineData("y", 3)]
    [InlineData("n", 0)]
    public async Task On_a_terminal_the_jobs_are_submitted_only_after_a_yes(
        string answer,
        int submissions
    )
    {
        _batch.Tool.IsInteractive = true;
        _batch.Tool.Input = answer + "\n";

        (await _batch.RunAsync()).Should().Be(submissions > 0 ? 0 : 1, _batch.Tool.Error);

        _batch
            .Tool.Error.Should()
            .Contain("haiper generate: 3 rows, 3 to submit")
            .And.Contain("Submit 3 paid jobs? [y/N]");
        _gateway.Submissions.Should().HaveCount(submissions);
    }
}
