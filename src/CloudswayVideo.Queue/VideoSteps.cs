using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Steps;
using CloudswayVideo.Queue.Submission;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue;

/// <summary>
/// The work on a row, for an <see cref="IVideoEngine"/> to run. A step may be run at any time, by several workers at
/// once, and may be interrupted at any moment: the journal permits one submission. Thread-safe.
/// </summary>
public sealed class VideoSteps
{
    private readonly VideoJournal _journal;
    private readonly SubmissionStep _submission;
    private readonly QuestionStep _question;
    private readonly NotificationStep _notification;
    private readonly ILogger _log;

    internal VideoSteps(
        VideoJournal journal,
        SubmissionStep submission,
        QuestionStep question,
        NotificationStep notification,
        ILogger log
    )
    {
        (_journal, _log) = (journal, log);
        (_submission, _question, _notification) = (submission, question, notification);
    }

    internal bool IsSubmitting => _submission.IsSubmitting;

    /// <summary>
    /// Runs the next step of a row: a submission, a question and perhaps a download, or the notification of the
    /// application.
    /// </summary>
    /// <param name="key">The key of the row.</param>
    /// <param name="job">
    /// The id of the engine's job, as <see cref="IVideoEngine.DeliverAsync"/> returned it; null without an engine.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the step, because the worker stops; run it again elsewhere. A submission that is under way is finished.
    /// </param>
    /// <returns>What to do next with the row.</returns>
    /// <exception cref="VideoJournalException">
    /// The journal cannot be read or written; run the step again later.
    /// </exception>
    /// <exception cref="OperationCanceledException">The step was cancelled.</exception>
    public async Task<VideoStep> RunAsync(
        string key,
        string? job,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var row = await _journal.FindAsync(key, cancellationToken);
            if (row is null || (job is not null && row.EngineJob is { } own && own != job))
            {
                return new VideoStep(VideoStepEnd.Superseded);
            }

            row = row with { EngineJob = job ?? row.EngineJob };
            var step = await StepAsync(row, cancellationToken);
            // The notification follows the end at once.
            if (step.End != VideoStepEnd.Again || step.Delay > TimeSpan.Zero)
            {
                return step;
            }
        }
    }

    /// <summary>
    /// Records the decision of a person, made in the engine's own pages, that a row is submitted again and so perhaps
    /// paid for a second time. The same job of the engine goes on with the row: run it at once.
    /// </summary>
    /// <param name="key">The key of the row.</param>
    /// <param name="job">The id of the engine's job.</param>
    /// <returns>
    /// Whether the row is submitted again. If not, nothing has changed: the id of its job is known, its state has
    /// changed meanwhile, or another job of the engine delivers it.
    /// </returns>
    /// <exception cref="VideoJournalException">The journal cannot be written; the row has not changed.</exception>
    public Task<bool> ResubmitAsync(string key, string job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _journal.ResubmitAsync(key, job);
    }

    private async Task<VideoStep> StepAsync(JournalRow row, CancellationToken cancellationToken)
    {
        using var span = QueueDiagnostics.StartStep(row);
        if (
            row is { State: >= QueuedVideoState.Saved, Notified: 0, Asked: 0 }
            && row.LeaseEnd <= row.Now
        )
        {
            _log.Ended(row);
        }

        var step = row.State switch
        {
            QueuedVideoState.Waiting => await _submission.RunAsync(row, cancellationToken),
            QueuedVideoState.Submitting => await _submission.CheckLeaseAsync(row),
            QueuedVideoState.Accepted => await _question.RunAsync(row, cancellationToken),
            _ => await _notification.RunAsync(row, cancellationToken),
        };
        span?.SetTag("cloudsway.queue.end", step.End.ToString());
        return step;
    }
}
