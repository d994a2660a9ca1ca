using System.Diagnostics;
using System.Runtime.CompilerServices;
using CloudswayVideo.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Jobs;

/// <summary>The spans, metrics and log messages of waits.</summary>
internal static class WaitDiagnostics
{
    /// <summary>The same updates, within a span of their own.</summary>
    public static IAsyncEnumerable<VideoJobUpdate> ObserveUpdates(
        this ClientDiagnostics diagnostics,
        string jobId,
        IAsyncEnumerable<VideoJobUpdate> updates
    ) => diagnostics.HasListeners ? ObservedAsync(diagnostics, jobId, updates) : updates;

    /// <summary>The same wait, within a span of its own.</summary>
    /// <param name="diagnostics">The diagnostics of the client.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="progress">Receives the updates.</param>
    /// <param name="wait">Waits, and reports to what it is given.</param>
    public static Task<Video> ObserveWaitAsync(
        this ClientDiagnostics diagnostics,
        string jobId,
        IProgress<VideoJobUpdate>? progress,
        Func<IProgress<VideoJobUpdate>?, Task<Video>> wait
    ) =>
        diagnostics.HasListeners
            ? ObservedAsync(diagnostics, jobId, progress, wait)
            : wait(progress);

    private static async Task<Video> ObservedAsync(
        ClientDiagnostics diagnostics,
        string jobId,
        IProgress<VideoJobUpdate>? progress,
        Func<IProgress<VideoJobUpdate>?, Task<Video>> wait
    )
    {
        var observed = Start(diagnostics, jobId);
        var logged = new LoggedProgress(
            update => Log(diagnostics.Log, update, observed.Seconds),
            progress
        );
        var outcome = default(Outcome);
        try
        {
            var video = await wait(logged).ConfigureAwait(false);
            outcome = Outcome.Of(failure: null);
            return video;
        }
        catch (VideoJobFailedException failure)
        {
            outcome = OutcomeOf(failure.LastUpdate!);
            throw;
        }
        catch (Exception exception)
        {
            outcome = Outcome.Of(exception);
            Log(diagnostics.Log, jobId, exception);
            throw;
        }
        finally
        {
            observed.End(outcome);
        }
    }

    private static async IAsyncEnumerable<VideoJobUpdate> ObservedAsync(
        ClientDiagnostics diagnostics,
        string jobId,
        IAsyncEnumerable<VideoJobUpdate> updates,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wait = Start(diagnostics, jobId);
        var enumerator = updates.GetAsyncEnumerator(cancellationToken);
        // Until the job ends or the wait fails: the consumer of the updates may leave.
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
                    Log(diagnostics.Log, jobId, exception);
                    throw;
                }

                outcome = enumerator.Current.HasEnded ? OutcomeOf(enumerator.Current) : outcome;
                Log(diagnostics.Log, enumerator.Current, wait.Seconds);
                yield return enumerator.Current;
            }
        }
        finally
        {
            await enumerator.DisposeAsync().ConfigureAwait(false);
            wait.End(outcome);
        }
    }

    private static Observation Start(ClientDiagnostics diagnostics, string jobId)
    {
        var wait = diagnostics.Start("cloudsway.wait", ActivityKind.Internal, Instruments.Wait);
        wait.Span?.SetTag("cloudsway.job.id", jobId);
        return wait;
    }

    private static Outcome OutcomeOf(VideoJobUpdate end) =>
        end.Phase == VideoJobPhase.Failed
            ? new("failed", end.FailureReason, "job_failed")
            : new("succeeded");

    private static void Log(ILogger log, VideoJobUpdate update, double seconds)
    {
        log.JobHeard(update.JobId, update.ShownStatus);
        if (update.HasEnded)
        {
            log.JobEnded(update.JobId, update.Phase.ToString(), seconds);
        }
    }

    private static void Log(ILogger log, string jobId, Exception failure)
    {
        if (failure is CloudswayException)
        {
            log.WaitFailed(jobId, failure.Message);
        }
    }

    // Logs first: what the caller's own progress throws must not keep it from the log.
    private sealed class LoggedProgress(
        Action<VideoJobUpdate> log,
        IProgress<VideoJobUpdate>? progress
    ) : IProgress<VideoJobUpdate>
    {
        public void Report(VideoJobUpdate value)
        {
            log(value);
            progress?.Report(value);
        }
    }
}
