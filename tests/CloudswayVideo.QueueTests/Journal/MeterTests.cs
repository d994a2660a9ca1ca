using System.Diagnostics.Metrics;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>What a listener of the meter learns of the whole queue.</summary>
public class MeterTests
{
    [Fact]
    public async Task Depth_age_of_the_oldest_and_ambiguous_videos_are_measured()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("oldest");
        fleet.Time.Advance(TimeSpan.FromSeconds(4711));
        foreach (var number in Enumerable.Range(0, 36))
        {
            await fleet.EnqueueAsync($"r{number}");
        }

        await fleet.ChangeJournalAsync(
            "UPDATE cloudsway_video_job SET state = 'Ambiguous' WHERE key LIKE 'r1_'"
        );

        Measure()
            .Should()
            .Contain(("cloudsway.queue.depth", "{video}", 27))
            .And.Contain(("cloudsway.queue.ambiguous", "{video}", 10))
            .And.Contain(("cloudsway.queue.oldest", "s", 4711));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_not_measured_and_breaks_no_listener()
    {
        await using var fleet = await Fleet.StartAsync();
        foreach (var number in Enumerable.Range(0, 53))
        {
            await fleet.EnqueueAsync($"r{number}");
        }

        await fleet.ChangeJournalAsync("ALTER TABLE cloudsway_video_job RENAME TO elsewhere");

        Measure().Should().NotContain(measured => measured.Value == 53);
        await fleet.ChangeJournalAsync("ALTER TABLE elsewhere RENAME TO cloudsway_video_job");
        Measure().Should().Contain(measured => measured.Value == 53);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_machine_that_only_works_is_measured()
    {
        await using var fleet = await Fleet.StartAsync();
        fleet.Gateway.JobDuration = TimeSpan.FromHours(1);
        foreach (var number in Enumerable.Range(0, 71))
        {
            await fleet.EnqueueAsync($"r{number}");
        }

        await using var machine = await WorkingMachine.StartAsync(
            fleet.Gateway,
            queue => queue.UseSqlite(fleet.Journal)
        );

        Measure()
            .Count(measured => measured is ("cloudsway.queue.depth", _, 71))
            .Should()
            .Be(2, "the producer and the worker have a meter each");
    }

    // Queues of other tests are measured too: the numbers above are those of these alone.
    private static List<(string Name, string? Unit, long Value)> Measure()
    {
        var measured = new List<(string, string?, long)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (
                    instrument.Meter.Name == CloudswayDiagnostics.MeterName
                    && instrument.Name.StartsWith("cloudsway.queue.", StringComparison.Ordinal)
                )
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => measured.Add((instrument.Name, instrument.Unit, value))
        );
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
