using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>What others do to the file or the tables of a journal.</summary>
public class LostFileTests
{
    [Fact]
    public async Task A_file_that_was_moved_away_is_missed_before_anything_is_paid_for()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");

        File.Move(fleet.Journal, fleet.Journal + ".old");
        var step = () => fleet.StepAsync("a");

        (await step.Should().ThrowAsync<VideoJournalException>()).WithMessage(
            "*jobs.db cannot be read or written: it was moved or deleted*Put it back*"
        );
        fleet.Gateway.Accepted.Should().BeEmpty();
        File.Move(fleet.Journal + ".old", fleet.Journal);
        await fleet.StepAsync("a");
        (await fleet.FindAsync("a")).JobId.Should().Be("job1");
    }

    [Fact(Timeout = 300_000)]
    public async Task An_id_that_finds_its_file_gone_is_written_once_it_is_back()
    {
        var logs = new KeptLogs();
        var isTold = new TaskCompletionSource();
        logs.Heard = () =>
        {
            if (logs.Text.Contains("id of its job: \"job1\"", StringComparison.Ordinal))
            {
                isTold.TrySetResult();
            }
        };
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.Services.AddLogging(logging => logging.AddProvider(logs))
        );
        await fleet.EnqueueAsync("a");
        fleet.Gateway.Refusal = _ =>
        {
            File.Move(fleet.Journal, fleet.Journal + ".old");
            return null;
        };

        var step = fleet.StepAsync("a");
        await (await Task.WhenAny(isTold.Task, step));
        File.Move(fleet.Journal + ".old", fleet.Journal);
        while (!step.IsCompleted)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await step;
        (await fleet.FindAsync("a")).JobId.Should().Be("job1");
    }

    [Fact]
    public async Task A_key_whose_row_was_deleted_gets_the_new_request_and_not_the_old_one()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a", "a fox");
        await fleet.ChangeJournalAsync("DELETE FROM cloudsway_video_job");

        await fleet.EnqueueAsync("a", "a bear");
        await fleet.StepAsync("a");

        fleet.Gateway.Accepted.Should().ContainSingle().Which.Prompt.Should().Be("a bear");
    }
}
