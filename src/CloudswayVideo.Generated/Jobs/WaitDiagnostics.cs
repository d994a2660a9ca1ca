using System.Diagnostics;
using System.Runtime.CompilerServices;
using CloudswayVideo.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Jobs;

/// <summary>The spans, metrics and log messages of waits.</summary>
internal static class WaitDiagnostics
{
    /// <summary>Adds a span, a metric and log messages to a sequence of updates.</summary>
    public static IAsyncEnumerable<VideoJobUpdate> ObserveUpdates(
        this ClientDiagnostics diagnostics,
        string jobId,
        IAsyncEnumerable<VideoJobUpdate> updates
    ) => diagnostics.HasListeners ? ObservedAsync(diagnostics, jobId, updates) : updates;

    /// <summary>Adds a span, a metric and log messages to a wait.</summary>
    /// <param name="diagnostics">The diagnostics of the client.</param>
    /// <param name="jobId">The id of the job.</param>
    /// <param name="progress">Receives the updates.</param>
    /// <param name="wait">Waits, and reports the updates to its argument.</param>
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
        var outcome = default(ObservedOutcome);
        try
        {
            var video = await wait(logged).ConfigureAwait(false);
            outcome = ObservedOutcome.FromException(failure: null);
            return video;
        }
        catch (VideoJobFailedException failure)
        {
            outcome = OutcomeOf(failure.LastUpdate!);
            throw;
        }
        catch (Exception exception)
        {
            outcome = ObservedOutcome.FromException(exception);
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
        // The outcome if the consumer leaves the loop early.
        var outcome = new ObservedOutcome("cancelled");
        try
        {
            while (true)
            {
                try
                {
                    // Between two updates, the span of the consumer is the current one.
                    Activity.Current = wait.Span ?? Activity.Current;
                    if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (Exception exception)
                {
                    outcome = ObservedOutcome.FromException(exception);
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

    private static ObservedOutcome OutcomeOf(VideoJobUpdate end) =>
        end.Phase == VideoJobPhase.Failed
            ? new("failed", end.FailureReason, "job_failed")
            : new("succeeded");

    private static void Log(ILogger log, VideoJobUpdate update, double seconds)
    {
        log.JobStatus(update.JobId, update.LoggableStatus);
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

    // Logs first, because the caller's progress may throw.
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
