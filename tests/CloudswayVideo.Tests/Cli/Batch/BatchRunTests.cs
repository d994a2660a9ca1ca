using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>What becomes of a batch when the gateway does not take every row.</summary>
public sealed class BatchRunTests : IAsyncLifetime, IDisposable
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
    public async Task What_concerns_the_account_stops_the_batch_and_loses_nothing(int statusCode, int exitCode, string reason)
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
        await _batch.WriteAsync("""{"command":"haiper generate","prompt":"one","id":"a"}""", """{"command":"haiper generate","prompt":"two","id":"b"}""");
        _gateway.Refusal = (prompt, _) => prompt == "one" ? (400, "{}") : null;
        (await _batch.RunAsync()).Should().Be(1);
        (await _batch.RunAsync()).Should().Be(1);
        _batch.States.Should().Equal("failed", "saved");
        ((string?)_batch.Results[0]["reason"]).Should().Be("invalidRequest");
        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
        await _batch.WriteAsync("""{"command":"haiper generate","prompt":"better","id":"a"}""", """{"command":"haiper generate","prompt":"two","id":"b"}""");

        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "better");
    }

    [Fact]
    public async Task A_gateway_that_is_busy_for_a_while_is_waited_for()
    {
        _gateway.Refusal = (_, before) => before < 7 ? (429, "{}") : null;

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(0, _batch.Tool.Error);

        _batch.States.Should().Equal("saved", "saved", "saved");
    }

    [Fact]
    public async Task A_gateway_that_stays_busy_ends_the_batch_within_bounds()
    {
        _gateway.Refusal = (_, _) => (429, "{}");

        (await _batch.RunAsync("--concurrency", "1")).Should().Be(1);

        _gateway.Submissions.Should().HaveCount(15).And.OnlyContain(prompt => prompt == "one");
        _batch.States.Should().Equal("pending", "pending", "pending");
    }

    [Fact]
    public async Task Whoever_waits_too_shortly_gets_the_video_later_for_the_same_money()
    {
        _gateway.Status = "IN_PROGRESS";
        (await _batch.RunAsync("--timeout", "30s")).Should().Be(4);
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
        _batch.Tool.Error.Should().Contain("1 rows are to submit");
        (await _batch.RunAsync("--limit", "2")).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "three");
    }

    [Theory]
    [InlineData("y", 3)]
    [InlineData("n", 0)]
    public async Task On_a_terminal_the_jobs_are_submitted_only_after_a_yes(string answer, int submissions)
    {
        _batch.Tool.IsInteractive = true;
        _batch.Tool.Input = answer + "\n";

        (await _batch.RunAsync()).Should().Be(submissions > 0 ? 0 : 1, _batch.Tool.Error);

        _batch.Tool.Error.Should().Contain("haiper generate: 3 rows, 3 to submit").And.Contain("Submit 3 paid jobs? [y/N]");
        _gateway.Submissions.Should().HaveCount(submissions);
    }

    [Fact]
    public async Task A_dry_run_lists_and_sends_nothing()
    {
        (await _batch.RunAsync("--dry-run", "--limit", "2")).Should().Be(0, _batch.Tool.Error);

        _gateway.Submissions.Should().BeEmpty();
        _batch.Tool.Out.Should().Contain("row 2: haiper generate, endpoint e, key ").And.NotContain("row 3").And.Contain("3 to submit");
    }
}
