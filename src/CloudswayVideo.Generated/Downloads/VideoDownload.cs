using CloudswayVideo.Diagnostics;
using CloudswayVideo.Schedules;

namespace CloudswayVideo.Downloads;

/// <summary>Repeats a transfer until the video is whole, or no repetition can help.</summary>
internal sealed class VideoDownload(
    MediaTransfer transfer,
    VideoSink sink,
    TimeProvider time,
    ClientDiagnostics diagnostics
)
{
    private const int Attempts = 5;

    // So many new bytes give all attempts back; a storage that sends one byte at a time must not be asked for ever.
    private const long BytesPerAttempts = 1024 * 1024;

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
    /// <exception cref="VideoDownloadException">
    /// The last attempt failed, or another one would fail the same way.
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
            catch (VideoDownloadException fault) when (fault.Fault == NextStep.AskLater && !isFresh)
            {
                isFresh = true;
                url = await freshUrl(cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (VideoDownloadException fault)
                when (fault.Fault == NextStep.Repeat
                    && (sink.CanStartOver || sink.CanBeContinued)
                    && MayTryAgain()
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

    // Only bytes that no attempt had reached are new: a storage that starts over and breaks off each time brings none.
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
