using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>The clock of a machine whose journal is a SQLite file.</summary>
public class ClockTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_do_not_wait_for_a_clock_that_was_set_back(bool isRestarted)
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("before");
        await fleet.StepAsync("before");
        var before = await fleet.FindAsync("before");

        fleet.Time.AdjustTime(fleet.Time.GetUtcNow().AddYears(-1));
        var machine = isRestarted ? fleet.AddMachine() : fleet.Machine;
        var queue = machine.GetRequiredService<IVideoQueue>();
        await queue.EnqueueAsync("after", new HaiperGenerateRequest { Prompt = "a" });
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        await machine.GetRequiredService<VideoSteps>().RunAsync("after", null, default);

        var after = await fleet.FindAsync("after");
        after.EnqueuedAt.Should().BeOnOrAfter(before.ChangedAt);
        after.ChangedAt.Should().Be(after.EnqueuedAt.AddSeconds(10), "time goes on as before");
        before.NextAt.Should().BeOnOrBefore(after.ChangedAt, "it is due");
    }
}
