using CloudswayVideo.Diagnostics;
using CloudswayVideo.Schedules;

namespace CloudswayVideo;

/// <summary>Repeats a transfer until the video is whole, as long as there is hope.</summary>
internal sealed class VideoDownload(
    MediaTransfer transfer,
    VideoSink sink,
    TimeProvider time,
    ClientDiagnostics diagnostics
)
{
    private const int Attempts = 5;

    // What must be new before the attempts are counted anew: a storage that sends a byte a time must not be asked for ever.
    private const long Headway = 1024 * 1024;

    private static readonly ExponentialSchedule BackOff = new(
        TimeSpan.FromSeconds(1),
        factor: 2,
        TimeSpan.FromSeconds(8),
        jitter: 0.2
    );

    private int _failures;
    private long _reached;

    /// <param name="url">The URL that is known.</param>
    /// <param name="freshUrl">Asks the service for another one.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="VideoDownloadException">There is no hope.</exception>
    public async Task RunAsync(
        string url,
        Func<CancellationToken, Task<string>> freshUrl,
        CancellationToken cancellationToken
    )
    {
        var isFresh = false;
        _reached = sink.Length;
        while (true)
        {
            try
            {
                await transfer.RunAsync(url, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (VideoDownloadException fault)
                when (fault.Fault == VideoDownloadFault.UrlRefused && !isFresh)
            {
                isFresh = true;
                url = await freshUrl(cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (VideoDownloadException fault)
                when (fault.Fault == VideoDownloadFault.Passing
                    && (sink.CanStartOver || sink.CanBeContinued)
                    && CountFailure() < Attempts
                )
            {
                // The wait is below, outside of the handler.
                diagnostics.Resuming(fault);
            }

            await Task.Delay(
                    BackOff.Delay(_failures, Random.Shared.NextDouble()),
                    time,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    // New is what no attempt had reached: a storage that starts over each time, and breaks off each time, brings nothing new.
    private int CountFailure()
    {
        if (sink.Length - _reached >= Headway)
        {
            _reached = sink.Length;
            _failures = 0;
        }

        return ++_failures;
    }
}
