using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli.Batch;

/// <summary>The machine of a batch sleeps, as a notebook does that is closed.</summary>
public sealed class SuspendedBatchTests
{
    [Fact]
    public async Task A_row_that_was_not_sent_when_the_machine_slept_is_submitted_afterwards()
    {
        await using var gateway = new PaidGateway();
        using var batch = new BatchFolder(gateway);
        batch.Tool.Time = new SleepingTimeProvider();
        await batch.WritePromptsAsync("fox");

        (await batch.RunAsync()).Should().Be(0, batch.Tool.Error);

        gateway.Submissions.Should().Equal("fox");
        batch.States.Should().Equal("saved");
        (await File.ReadAllLinesAsync(batch.Tool.JournalPath))
            .Count(line => line.Contains("\"refused\"", StringComparison.Ordinal))
            .Should()
            .BePositive("each attempt that was not sent is taken back");
    }

    [Fact]
    public async Task An_attempt_that_was_not_sent_is_taken_back_once_though_the_journal_fails_then()
    {
        await using var gateway = new PaidGateway();
        using var batch = new BatchFolder(gateway);
        batch.Tool.Time = new SleepingTimeProvider
        {
            // Only SQLite reads the clock next.
            FailsWhen = () =>
                File.Exists(batch.Tool.JournalPath) && Refusals(batch.Tool.JournalPath) > 0,
        };
        await batch.WritePromptsAsync("fox");

        (await batch.RunAsync()).Should().Be(1);

        batch.Tool.Error.Should().Contain("the clock has stopped");
        gateway.Submissions.Should().BeEmpty();
        Refusals(batch.Tool.JournalPath).Should().Be(1);
    }

    private static int Refusals(string journal)
    {
        try
        {
            return File.ReadAllText(journal).Split("\"refused\"").Length - 1;
        }
        catch (IOException)
        {
            // It is being written.
            return 0;
        }
    }

    /// <summary>A clock that jumps ten minutes at each of its first readings.</summary>
    private sealed class SleepingTimeProvider : SkippingTimeProvider
    {
        private const int Sleeps = 60;

        private int _readings;

        public Func<bool> FailsWhen { get; set; } = () => false;

        public override DateTimeOffset GetUtcNow() =>
            FailsWhen()
                ? throw new InvalidOperationException("the clock has stopped")
                : base.GetUtcNow()
                    + TimeSpan.FromMinutes(10)
                        * Math.Min(Sleeps, Interlocked.Increment(ref _readings));
    }
}
