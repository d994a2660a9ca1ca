using CloudswayVideo.Errors;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Waits for the storage with a time limit, and decides for each failure whether a retry may succeed.
/// </summary>
internal sealed class StorageNetwork(string jobId, TimeProvider time)
{
    /// <summary>How long the storage may stay silent, and the period in which it must send a minimum.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    // 1 KB a second, slower than any network in use: 100 MB would take more than a day.
    private const long MinimumBytesPerPeriod = 60 * 1024;

    private TimeSpan _waited;
    private long _received;

    /// <summary>Starts to measure anew, for a new request.</summary>
    public void Restart() => (_waited, _received) = (TimeSpan.Zero, 0);

    /// <summary>Reads the next bytes. The time between two reads does not count against the storage.</summary>
    /// <exception cref="VideoDownloadException">The storage sent nothing, or too little.</exception>
    public async Task<int> ReadAsync(
        Stream source,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var count = await RunAsync(
                token => source.ReadAsync(buffer, token).AsTask(),
                cancellationToken
            )
            .ConfigureAwait(false);
        (_waited, _received) = (_waited + time.GetElapsedTime(start), _received + count);
        if (count > 0 && _waited > Period)
        {
            if (_received < MinimumBytesPerPeriod)
            {
                throw Failure(
                    $"its storage sent less than {MinimumBytesPerPeriod / 1024} KB in "
                        + $"{Period.TotalSeconds:N0} seconds.",
                    NextStep.Repeat
                );
            }

            Restart();
        }

        return count;
    }

    /// <summary>
    /// Runs one step over the network. Only failures of such steps are retried: a full disk is not a lost connection.
    /// </summary>
    /// <exception cref="VideoDownloadException">The step failed; DownloadStep says what can help.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> step,
        CancellationToken cancellationToken
    )
    {
        using var silence = new CancellationTokenSource(Period, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            silence.Token,
            cancellationToken
        );
        try
        {
            return await step(linked.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception) when (silence.IsCancellationRequested)
        {
            throw Failure(
                $"nothing arrived for {Period.TotalSeconds:N0} seconds.",
                NextStep.Repeat,
                exception
            );
        }
        catch (HttpRequestException exception)
            when (exception is LocalAddressException
                || exception.InnerException is LocalAddressException
            )
        {
            throw Failure(MediaAddress.IsLocal, NextStep.Stop);
        }
        // Handlers of the application may throw any exception.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var shown = Redaction.WithoutQuotedReply(exception);
            throw Failure(Redaction.Redact(shown.Message), StepAfter(exception), shown);
        }
    }

    // A read may fail because a deadline disposed its connection: a new connection may succeed.
    private static NextStep StepAfter(Exception exception) =>
        exception switch
        {
            FormatException or NotSupportedException or ArgumentException => NextStep.Stop,
            _ when CallExceptions.IsOfDisposedClient(exception) => NextStep.Stop,
            _ => NextStep.Repeat,
        };

    private VideoDownloadException Failure(string reason, NextStep step, Exception? inner = null) =>
        new(jobId, reason, inner) { DownloadStep = step };
}
