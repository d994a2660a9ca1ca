using System.Runtime.CompilerServices;

namespace CloudswayVideo.Jobs;

/// <summary>
/// The one loop that waits for a job: ask, ended?, wait. A fault that may pass is survived until the deadline, which
/// bounds questions and waits alike; what cannot heal ends it at once.
/// </summary>
internal sealed class PollingLoop(VideoJob job, PollingOptions options, TimeProvider time)
{
    // The gateway may not know a job in the first moments after accepting it.
    private static readonly TimeSpan NotFoundGrace = TimeSpan.FromSeconds(30);

    private VideoJobUpdate? _lastUpdate;
    private CloudswayException? _lastFault;

    public async IAsyncEnumerable<VideoJobUpdate> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            if (await BoundedAsync(AskAsync, linked.Token, cancellationToken).ConfigureAwait(false) is { } update)
            {
                yield return update;
                if (update.HasEnded)
                {
                    yield break;
                }
            }

            await BoundedAsync(WaitAsync, linked.Token, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<VideoJobUpdate?> AskAsync(CancellationToken token)
    {
        try
        {
            _lastUpdate = await job.AskAsync(token).ConfigureAwait(false);
            _lastFault = null;
            return _lastUpdate;
        }
        catch (CloudswayException fault) when (MayPass(fault))
        {
            _lastFault = fault;
            return null;
        }
    }

    private async Task<VideoJobUpdate?> WaitAsync(CancellationToken token)
    {
        var asked = (_lastFault as CloudswayApiException)?.RetryAfter ?? TimeSpan.Zero;
        var planned = PollingSchedule.Fixed(options.Interval).NextDelay(new PollingMoment(default, 0, Random.Shared.NextDouble(), new JobDurations()));
        // No timer takes a Retry-After of years; the deadline comes first anyway.
        var delay = TimeSpan.FromTicks(Math.Min(Math.Max(asked.Ticks, planned.Ticks), options.Timeout.Ticks));
        await Task.Delay(delay, time, token).ConfigureAwait(false);
        return null;
    }

    // A deadline is not a cancellation: the first says that the job may still be running, the second what the caller wanted.
    private async Task<VideoJobUpdate?> BoundedAsync(Func<CancellationToken, Task<VideoJobUpdate?>> step, CancellationToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await step(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new VideoJobTimeoutException(job.Id, options.Timeout, _lastUpdate, _lastFault);
        }
    }

    private bool MayPass(CloudswayException fault) => fault switch
    {
        CloudswayConnectionException => true,
        CloudswayApiException { MayPass: true } => true,
        CloudswayApiException { Reason: ErrorReason.NotFound } => job.SubmittedAt is { } submitted && time.GetElapsedTime(submitted) < NotFoundGrace,
        _ => false,
    };
}
