using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace CloudswayVideo.Diagnostics;

internal sealed partial class ClientDiagnostics
{
    /// <summary>The same updates, asked for within a span of their own.</summary>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(
        string jobId,
        IAsyncEnumerable<VideoJobUpdate> updates
    ) => IsHeard ? HeardAsync(jobId, updates) : updates;

    /// <summary>The same waiting, within a span of its own.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="progress">Who hears the updates.</param>
    /// <param name="wait">Waits, and lets hear what it is given.</param>
    public Task<Video> WaitAsync(
        string jobId,
        IProgress<VideoJobUpdate>? progress,
        Func<IProgress<VideoJobUpdate>?, Task<Video>> wait
    ) => IsHeard ? HeardAsync(jobId, progress, wait) : wait(progress);

    private async Task<Video> HeardAsync(
        string jobId,
        IProgress<VideoJobUpdate>? progress,
        Func<IProgress<VideoJobUpdate>?, Task<Video>> wait
    )
    {
        var observed = new Observation(
            "cloudsway.wait",
            ActivityKind.Internal,
            Instruments.Wait,
            options.TimeProvider,
            _tags
        );
        observed.Span?.SetTag("cloudsway.job.id", jobId);
        var heard = new Heard(update => Log(update, observed.Seconds), progress);
        var outcome = default(Outcome);
        try
        {
            var video = await wait(heard).ConfigureAwait(false);
            outcome = Outcome.Of(failure: null);
            return video;
        }
        catch (VideoJobFailedException failure)
        {
            outcome = Outcome.Of(failure.LastUpdate!);
            throw;
        }
        catch (Exception exception)
        {
            outcome = Outcome.Of(exception);
            Log(jobId, exception);
            throw;
        }
        finally
        {
            observed.End(outcome);
        }
    }

    private async IAsyncEnumerable<VideoJobUpdate> HeardAsync(
        string jobId,
        IAsyncEnumerable<VideoJobUpdate> updates,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wait = new Observation(
            "cloudsway.wait",
            ActivityKind.Internal,
            Instruments.Wait,
            options.TimeProvider,
            _tags
        );
        wait.Span?.SetTag("cloudsway.job.id", jobId);
        var enumerator = updates.GetAsyncEnumerator(cancellationToken);
        // Until the job ends or the waiting fails: whoever consumes the updates may leave.
        var outcome = new Outcome("cancelled");
        try
        {
            while (true)
            {
                try
                {
                    // Between two updates the consumer's span is the current one.
                    Activity.Current = wait.Span ?? Activity.Current;
                    if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (Exception exception)
                {
                    outcome = Outcome.Of(exception);
                    Log(jobId, exception);
                    throw;
                }

                outcome = enumerator.Current.HasEnded ? Outcome.Of(enumerator.Current) : outcome;
                Log(enumerator.Current, wait.Seconds);
                yield return enumerator.Current;
            }
        }
        finally
        {
            await enumerator.DisposeAsync().ConfigureAwait(false);
            wait.End(outcome);
        }
    }

    private void Log(VideoJobUpdate update, double seconds)
    {
        _log.JobHeard(update.JobId, update.ShownStatus);
        if (update.HasEnded)
        {
            _log.JobEnded(update.JobId, update.Phase, seconds);
        }
    }

    private void Log(string jobId, Exception failure)
    {
        if (failure is CloudswayException)
        {
            _log.WaitFailed(jobId, failure.Message);
        }
    }

    // Logs first: what the caller's own progress throws is not to keep it from the log.
    private sealed class Heard(Action<VideoJobUpdate> log, IProgress<VideoJobUpdate>? progress)
        : IProgress<VideoJobUpdate>
    {
        public void Report(VideoJobUpdate value)
        {
            log(value);
            progress?.Report(value);
        }
    }
}
