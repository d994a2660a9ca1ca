using System.Diagnostics;
using CloudswayVideo.Diagnostics;

namespace CloudswayVideo.Jobs;

/// <summary>The span, the metric and the log messages of one wait; disposed at its end.</summary>
internal sealed class ObservedWait : IDisposable
{
    private readonly ClientDiagnostics _diagnostics;
    private readonly string _jobId;
    private readonly Observation _wait;

    // The outcome if the caller leaves its loop over the updates early.
    private ObservedOutcome _outcome = new("cancelled");

    private ObservedWait(ClientDiagnostics diagnostics, string jobId)
    {
        (_diagnostics, _jobId) = (diagnostics, jobId);
        _wait = diagnostics.Start("cloudsway.wait", ActivityKind.Internal, Instruments.Wait);
        _wait.Span?.SetTag("cloudsway.job.id", jobId);
    }

    /// <summary>Starts to observe a wait; null without a listener.</summary>
    public static ObservedWait? Start(ClientDiagnostics diagnostics, string jobId) =>
        diagnostics.HasListeners ? new ObservedWait(diagnostics, jobId) : null;

    public void Updated(VideoJobUpdate update)
    {
        _diagnostics.Log.JobStatus(_jobId, update.LoggableStatus);
        if (update.HasEnded)
        {
            _diagnostics.Log.JobEnded(_jobId, update.Phase.ToString(), _wait.Seconds);
            _outcome = OutcomeOf(update);
        }
    }

    public void Failed(Exception failure)
    {
        if (failure is VideoJobFailedException { LastUpdate: { } end })
        {
            _outcome = OutcomeOf(end);
            return;
        }

        _outcome = ObservedOutcome.FromException(failure);
        if (failure is CloudswayException)
        {
            _diagnostics.Log.WaitFailed(_jobId, failure.Message);
        }
    }

    public void Dispose() => _wait.End(_outcome);

    private static ObservedOutcome OutcomeOf(VideoJobUpdate end) =>
        end.Phase == VideoJobPhase.Failed
            ? new("failed", end.FailureReason, "job_failed")
            : new("succeeded");
}
