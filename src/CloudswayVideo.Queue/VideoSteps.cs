using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Steps;

namespace CloudswayVideo.Queue;

/// <summary>
/// Takes rows of the journal a step further: what an <see cref="IVideoEngine"/> runs. A step may be run at any time, by
/// several workers at once, and be broken off at any moment: the journal lets one submission through.
/// </summary>
public sealed class VideoSteps
{
    private readonly VideoJournal _journal;
    private readonly SubmissionStep _submission;
    private readonly QuestionStep _question;
    private readonly EndStep _end;

    internal VideoSteps(
        VideoJournal journal,
        SubmissionStep submission,
        QuestionStep question,
        EndStep end
    ) => (_journal, _submission, _question, _end) = (journal, submission, question, end);

    /// <summary>
    /// Takes one row one step further: a submission, a question and perhaps a download, telling the application.
    /// </summary>
    /// <param name="key">The key of the row.</param>
    /// <param name="job">What the engine calls its job, as <see cref="IVideoEngine.TakeAsync"/> returned it.</param>
    /// <param name="cancellationToken">
    /// Ends the step, because the worker stops; run it again elsewhere. A submission that is under way is not broken
    /// off.
    /// </param>
    /// <returns>What to do next with the row.</returns>
    /// <exception cref="VideoJournalException">
    /// The journal cannot be read or written; run the step again later.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<VideoStep> RunAsync(
        string key,
        string? job,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var row = await _journal.FindAsync(key, cancellationToken);
            if (row is null || (job is not null && row.Ticket is { } owner && owner != job))
            {
                return new VideoStep(VideoStepEnd.Superseded);
            }

            var step = await StepAsync(row with { Ticket = job ?? row.Ticket }, cancellationToken);
            // What has just ended is told of at once.
            if (step.End != VideoStepEnd.Again || step.Delay > TimeSpan.Zero)
            {
                return step;
            }
        }
    }

    private async Task<VideoStep> StepAsync(JournalRow row, CancellationToken cancellationToken)
    {
        using var span = QueueDiagnostics.StartStep(row);
        var step = row.State switch
        {
            QueuedVideoState.Waiting => await _submission.RunAsync(row, cancellationToken),
            QueuedVideoState.Submitting => await _submission.WatchAsync(row),
            QueuedVideoState.Accepted => await _question.RunAsync(row, cancellationToken),
            _ => await _end.RunAsync(row, cancellationToken),
        };
        span?.SetTag("cloudsway.queue.end", step.End.ToString());
        return step;
    }
}
