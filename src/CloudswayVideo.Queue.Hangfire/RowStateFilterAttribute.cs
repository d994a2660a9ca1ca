using System.Runtime.CompilerServices;
using CloudswayVideo.Queue.Journal;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Says what a step means in Hangfire's states: scheduled while the row waits, succeeded when its video is saved,
/// failed when there is none or a person must decide. To requeue such a job is the decision to pay again.
/// </summary>
internal sealed class RowStateFilterAttribute : JobFilterAttribute, IElectStateFilter
{
    // Attributes are made by Hangfire, which knows no container.
    private static readonly ConditionalWeakTable<JobStorage, VideoJournal> Journals = [];

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    public static void Connect(JobStorage storage, VideoJournal journal) =>
        Journals.AddOrUpdate(storage, journal);

    public void OnStateElection(ElectStateContext context)
    {
        context.CandidateState = context.CandidateState switch
        {
            SucceededState { Result: VideoStep step } => StateOf(step) ?? context.CandidateState,
            // Of what the journal could not tell, or of a worker that stopped: the row is as it was.
            FailedState { Exception: not RowEndedException } failed => Scheduled(
                AfterFailure,
                failed.Exception is VideoJournalException
                    ? failed.Exception.Message
                    : failed.Exception.GetType().Name
            ),
            EnqueuedState when context.CurrentState == FailedState.StateName => Decide(context),
            var other => other,
        };
    }

    private static IState? StateOf(VideoStep step) =>
        step.End switch
        {
            VideoStepEnd.Again => Scheduled(step.Delay, step.Reason),
            VideoStepEnd.Failed => Failed($"Failed: {step.Reason}"),
            VideoStepEnd.PersonDecides => Failed(
                $"A person must decide: {step.Reason} To requeue this job is to pay again."
            ),
            _ => null,
        };

    private static ScheduledState Scheduled(TimeSpan delay, string? reason) =>
        new(delay) { Reason = reason is null ? "Waiting" : $"Waiting: {reason}" };

    private static FailedState Failed(string reason) =>
        new(new RowEndedException(reason)) { Reason = reason };

    // The change of a state waits for it anyway.
    private static IState Decide(ElectStateContext context)
    {
        if (!Journals.TryGetValue(context.Storage, out var journal))
        {
            return Failed(
                "Only the dashboard of the queue can requeue this job: the page at MapCloudswayVideoQueue."
            );
        }

        var key = (string)context.BackgroundJob.Job.Args[0];
        if (!journal.ResubmitAsync(key, context.BackgroundJob.Id).GetAwaiter().GetResult())
        {
            return Failed(
                "Not requeued: the id of its job is known, so that another submission would be a second job, "
                    + "or its row has gone on meanwhile."
            );
        }

        return context.CandidateState;
    }
}

/// <summary>What Hangfire shows of a row that has no video.</summary>
internal sealed class RowEndedException(string message) : Exception(message);
