using System.Diagnostics.Metrics;
using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Queue.Submission;

/// <summary>
/// Calls the store of the application. One that hangs, ignores its token or blocks its thread keeps no slot for ever.
/// </summary>
internal sealed class WatchedStore(IVideoStore store, VideoJournal journal, TimeProvider time)
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterCancellation = TimeSpan.FromSeconds(5);
    private static readonly AsyncLocal<Arrival?> Current = new();

    // A store passes its video on as it likes, so the bytes are noticed where the client counts them.
    private static readonly MeterListener Bytes = new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: CloudswayDiagnostics.MeterName, Name: "cloudsway.io" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };

    static WatchedStore()
    {
        Bytes.SetMeasurementEventCallback<long>((_, _, _, _) => Current.Value?.Note());
        Bytes.Start();
    }

    /// <exception cref="IOException">The store can take no video now, or does not answer.</exception>
    public async Task CheckAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => store.CheckAsync(key, cancellationToken), CancellationToken.None)
                .WaitAsync(LongestCheck, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new IOException(
                $"The store has not answered for {LongestCheck.TotalSeconds:0} seconds whether it can take a video."
            );
        }
    }

    /// <summary>Saves a video. Meanwhile no other worker takes the row.</summary>
    /// <exception cref="IOException">No byte of the video has arrived for too long.</exception>
    public async Task<string> SaveAsync(
        JournalRow row,
        Video video,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var looks = new PeriodicTimer(BetweenLooks, time);
        var arrival = Current.Value = new Arrival(time);
        var saving = Task.Run(
            () => store.SaveAsync(row.Key, video, stop.Token),
            CancellationToken.None
        );
        // An engine starts no row a second time within a minute.
        if (row.EngineJob is null)
        {
            await HoldAsync(row);
        }

        while (!stop.IsCancellationRequested && arrival.Silence < store.LongestPause)
        {
            await Task.WhenAny(saving, looks.WaitForNextTickAsync(stop.Token).AsTask());
            if (saving.IsCompleted)
            {
                return await saving;
            }

            await HoldAsync(row);
        }

        stop.CancelAfter(TimeSpan.Zero);
        await Task.WhenAny(saving, Task.Delay(AfterCancellation, time, CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        return saving.IsCompletedSuccessfully
            ? await saving
            : throw new IOException(
                $"The store was given up: no byte of the video arrived for {store.LongestPause}. It is called again."
            );
    }

    private async Task HoldAsync(JournalRow row)
    {
        try
        {
            await journal.AgainAsync(row, 3 * BetweenLooks, row.Reason);
        }
        // The claim may then end, and another worker save the video, too.
        catch (VideoJournalException) { }
    }

    private sealed class Arrival(TimeProvider time)
    {
        private long _last = time.GetTimestamp();

        public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _last));

        public void Note() => Volatile.Write(ref _last, time.GetTimestamp());
    }
}
