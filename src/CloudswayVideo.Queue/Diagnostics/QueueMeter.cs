using System.Diagnostics.Metrics;
using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Queue.Diagnostics;

/// <summary>Gauges of the whole queue, in a meter of the client's name. They are read when a listener asks.</summary>
internal sealed class QueueMeter : IDisposable
{
    private readonly Meter _meter = new(CloudswayDiagnostics.MeterName);
    private readonly VideoJournal _journal;

    public QueueMeter(VideoJournal journal)
    {
        _journal = journal;
        Gauge("depth", "{video}", "Videos that have not ended.", counts => counts.Depth);
        Gauge(
            "ambiguous",
            "{video}",
            "Videos about which a person must decide.",
            counts => counts.Ambiguous
        );
        Gauge(
            "oldest",
            "s",
            "The age of the oldest video that has not ended.",
            counts => counts.OldestSeconds ?? 0
        );
    }

    public void Dispose() => _meter.Dispose();

    private void Gauge(
        string name,
        string unit,
        string description,
        Func<JournalCounts, long> value
    ) =>
        _meter.CreateObservableGauge(
            $"cloudsway.queue.{name}",
            () => Measure().Select(value).Select(measured => new Measurement<long>(measured)),
            unit,
            description
        );

    // A listener asks synchronously. Nothing is measured if the journal cannot be read, or is just being disposed.
    private JournalCounts[] Measure()
    {
        try
        {
            return [_journal.CountAsync(CancellationToken.None).GetAwaiter().GetResult()];
        }
        catch (Exception exception)
            when (exception is VideoJournalException or ObjectDisposedException)
        {
            return [];
        }
    }
}
