using CloudswayVideo.Errors;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Waits for the storage with a time limit, and says of each failure whether a retry may succeed.
/// </summary>
internal sealed class StorageNetwork(string jobId, TimeProvider time)
{
    /// <summary>How long the storage may send nothing, and the time in which it must send the least.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    // 1 KB a second: less than a mobile network of the last century, and a day for a hundred megabytes.
    private const long LeastBytesPerPeriod = 60 * 1024;

    private TimeSpan _waited;
    private long _received;

    /// <summary>A new request, which is not measured by what the last one brought.</summary>
    public void Restart() => (_waited, _received) = (TimeSpan.Zero, 0);

    /// <summary>Reads the next bytes; what the caller does with them does not count against the storage.</summary>
    /// <exception cref="VideoDownloadException">Nothing came, or too little for too long.</exception>
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
            if (_received < LeastBytesPerPeriod)
            {
                throw Failure(
                    $"its storage sent less than {LeastBytesPerPeriod / 1024} KB in {Period.TotalSeconds:N0} seconds.",
                    NextStep.Repeat
                );
            }

            Restart();
        }

        return count;
    }

    /// <summary>
    /// Does one step over the network. Only what fails here is tried again: a full disk is no lost connection.
    /// </summary>
    /// <exception cref="VideoDownloadException">The step failed; its Fault says what can be done.</exception>
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
            throw Failure(MediaAddress.LeadsHere, NextStep.Stop);
        }
        // The handlers of an application's own client may throw what they like.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var shown = Redaction.Of(exception);
            throw Failure(Redaction.Of(shown.Message), FaultOf(exception), shown);
        }
    }

    // A deadline disposes of its connection, and the next read then fails; a new connection may do better. A client that
    // the application disposed of stays disposed of.
    private static NextStep FaultOf(Exception exception) =>
        exception switch
        {
            FormatException or NotSupportedException or ArgumentException => NextStep.Stop,
            ObjectDisposedException { ObjectName: "System.Net.Http.HttpClient" } => NextStep.Stop,
            _ => NextStep.Repeat,
        };

    private VideoDownloadException Failure(
        string reason,
        NextStep fault,
        Exception? inner = null
    ) => new(jobId, reason, inner) { Fault = fault };
}
