using CloudswayVideo.Diagnostics;
using CloudswayVideo.Schedules;

namespace CloudswayVideo.Downloads;

/// <summary>Repeats a transfer until the video is complete, or until no retry can help.</summary>
internal sealed class VideoDownload(
    MediaTransfer transfer,
    VideoSink sink,
    TimeProvider time,
    ClientDiagnostics diagnostics
)
{
    private const int Attempts = 5;

    // This many new bytes reset the count of failures. Fewer do not: a storage that sends one byte per request would be
    // asked endlessly.
    private const long BytesPerAttempts = 1024 * 1024;

    private static readonly ExponentialSchedule BackOff = new(
        TimeSpan.FromSeconds(1),
        factor: 2,
        TimeSpan.FromSeconds(8),
        jitter: 0.2
    );

    private int _failures;
    private long _reached;

    /// <param name="url">The known URL.</param>
    /// <param name="freshUrl">Asks the service for a fresh URL.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="VideoDownloadException">
    /// The last attempt failed, or a retry would fail the same way.
    /// </exception>
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
                when (fault.DownloadStep == NextStep.AskLater && !isFresh)
            {
                isFresh = true;
                url = await freshUrl(cancellationToken).ConfigureAwait(false);
                continue;
            }
            // A storage may also refuse a fresh URL: for some seconds it does not know a new video.
            catch (VideoDownloadException fault)
                when (fault.DownloadStep != NextStep.Stop
                    && (sink.CanStartOver || sink.CanBeContinued)
                    && MayTryAgain()
                )
            {
                isFresh = false;
                diagnostics.Log.DownloadRepeating(fault.JobId, fault.Reason);
            }

            await Task.Delay(
                    BackOff.Delay(_failures, Random.Shared.NextDouble()),
                    time,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    // Only bytes beyond the furthest position count as new: a storage that starts over each time makes no progress.
    private bool MayTryAgain()
    {
        if (sink.Length - _reached >= BytesPerAttempts)
        {
            _reached = sink.Length;
            _failures = 0;
        }

        return ++_failures < Attempts;
    }
}
