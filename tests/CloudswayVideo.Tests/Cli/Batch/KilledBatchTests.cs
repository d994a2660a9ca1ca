using System.Globalization;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>A batch whose process is killed at each step, and then run again.</summary>
public sealed class KilledBatchTests : IAsyncLifetime, IDisposable
{
    private readonly PaidGateway _gateway = new();
    private readonly BatchFolder _batch;

    public KilledBatchTests() => _batch = new BatchFolder(_gateway);

    // Two rows, one after the other, of three requests each: submission, question, download. What comes after the
    // second submission is as it was in the first row.
    public static TheoryData<int, Moment> Steps
    {
        get
        {
            var steps = new TheoryData<int, Moment> { { 3, Moment.Halfway } };
            foreach (var request in Enumerable.Range(1, 4))
            {
                steps.Add(request, Moment.Arrived);
                steps.Add(request, Moment.Answered);
            }

            return steps;
        }
    }

    public Task InitializeAsync() => _batch.WritePromptsAsync("one", "two");

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Wherever_it_is_killed_no_row_is_submitted_twice_and_none_is_forgotten(
        int request,
        Moment moment
    )
    {
        await KillAsync(request, moment);

        var exitCode = await _batch.RunAsync("--concurrency", "1");

        _gateway.Submissions.Should().OnlyHaveUniqueItems().And.BeEquivalentTo("one", "two");
        _batch
            .States.Should()
            .HaveCount(2)
            .And.OnlyContain(state => state == "saved" || state == "unknown");
        // Only whose id never came back, or was just coming, may be unknown.
        _batch
            .States.Count(state => state == "unknown")
            .Should()
            .Be(exitCode == 5 ? 1 : 0)
            .And.BeLessOrEqualTo(request % 3 == 1 ? 1 : 0);
        (request % 3 == 1 && moment == Moment.Arrived)
            .Should()
            .Be(exitCode == 5 && moment == Moment.Arrived);
        _batch
            .Results.Where(row => (string?)row["state"] == "saved")
            .Should()
            .OnlyContain(row => File.Exists(Path.Combine(_batch.Folder, (string)row["file"]!)));
    }

    [Fact]
    public async Task Rows_that_run_side_by_side_are_found_again_too()
    {
        await _batch.WritePromptsAsync("one", "two", "three", "four", "five");
        // One has its id and asks; the other two have sent theirs and heard nothing.
        await KillAsync(4, Moment.Arrived, concurrency: 3, answered: 1);

        (await _batch.RunAsync("--concurrency", "3")).Should().Be(5);

        _gateway.Submissions.Should().OnlyHaveUniqueItems().And.HaveCount(5);
        _batch.States.Order().Should().Equal("saved", "saved", "saved", "unknown", "unknown");
    }

    [Fact]
    public async Task Rows_that_wait_for_their_turn_in_the_budget_were_certainly_not_sent()
    {
        await _batch.WritePromptsAsync("one", "two", "three", "four");
        await KillAsync(1, Moment.Answered, 4, more: ["--requests-per-minute", "1"]);

        await _batch.RunAsync();

        // The id of the row that was sent may have been lost with the process.
        _batch.States.Count(state => state == "saved").Should().BeInRange(3, 4);
        _gateway.Submissions.Should().BeEquivalentTo("one", "two", "three", "four");
    }

    [Fact]
    public async Task What_may_have_been_accepted_is_submitted_again_only_if_that_is_asked_for()
    {
        await KillAsync(1, Moment.Arrived);

        (await _batch.RunAsync()).Should().Be(5);
        (await _batch.RunAsync()).Should().Be(5);
        _gateway.Submissions.Should().BeEquivalentTo("one", "two");
        _batch
            .Tool.Error.Should()
            .Contain(
                "1 row may have been accepted without an answer: 1. Check the account; --resubmit-unknown"
            );

        (_batch.Tool.IsInteractive, _batch.Tool.Input) = (true, "n\n");
        (await _batch.RunAsync("--resubmit-unknown")).Should().Be(1);
        (await _batch.RunAsync("--yes")).Should().Be(5, "a no changes nothing");
        _gateway.Submissions.Should().BeEquivalentTo("one", "two");

        (await _batch.RunAsync("--resubmit-unknown", "--yes")).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().BeEquivalentTo("one", "one", "two");
        _batch.States.Should().Equal("saved", "saved");
    }

    [Fact]
    public async Task An_interruption_says_how_to_continue()
    {
        _gateway.Status = "IN_PROGRESS";
        var asked = new TaskCompletionSource();
        _gateway.At = (number, moment) =>
            Task.FromResult(number == 2 && moment == Moment.Answered && asked.TrySetResult());
        using var process = _batch.Start("--concurrency", "1");
        await asked.Task;

        process.Interrupt();

        var (exitCode, _, error) = await process.EndAsync();
        exitCode.Should().Be(130, error);
        error
            .Should()
            .Contain(
                "Not yet submitted: 1 row; accepted and not saved: 1. Run the same command again"
            )
            .And.NotContain("   at ");
        _batch.States.Should().Equal("accepted", "pending");
        _gateway.Status = "SUCCESS";
        (await _batch.RunAsync()).Should().Be(0, _batch.Tool.Error);
        _gateway.Submissions.Should().Equal("one", "two");
    }

    // Requests after the last that is answered wait for the end.
    private async Task KillAsync(
        int request,
        Moment moment,
        int concurrency = 1,
        int answered = int.MaxValue,
        params string[] more
    )
    {
        ToolProcess? process = null;
        using var started = new SemaphoreSlim(0);
        var killed = new TaskCompletionSource();
        _gateway.At = async (number, at) =>
        {
            if (number == request && at == moment)
            {
                await started.WaitAsync();
                process!.Kill();
                killed.SetResult();
            }
            else if (number > answered)
            {
                await killed.Task;
            }
        };
        process = _batch.Start([
            "--concurrency",
            concurrency.ToString(CultureInfo.InvariantCulture),
            .. more,
        ]);
        started.Release();
        await killed.Task;
        process.Dispose();
        _gateway.At = (_, _) => Task.CompletedTask;
    }
}
