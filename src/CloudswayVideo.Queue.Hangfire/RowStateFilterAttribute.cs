using System.Runtime.CompilerServices;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Translates the result of a step into a state of Hangfire: scheduled while the row waits, succeeded when its video is
/// saved, failed when there is no video or a person must decide. Requeueing a failed job is the decision to pay again.
/// </summary>
internal sealed class RowStateFilterAttribute : JobFilterAttribute, IElectStateFilter
{
    // Hangfire creates the attributes, without the container of the application.
    private static readonly ConditionalWeakTable<JobStorage, VideoSteps> StepsOf = [];

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    public static void Connect(JobStorage storage, VideoSteps steps) =>
        StepsOf.AddOrUpdate(storage, steps);

    public void OnStateElection(ElectStateContext context)
    {
        context.CandidateState = context.CandidateState switch
        {
            SucceededState { Result: VideoStep step } => StateOf(step) ?? context.CandidateState,
            // The journal could not be read, or the worker stopped; the row has not changed.
            FailedState { Exception: not RowEndedException } failed => Scheduled(
                AfterFailure,
                failed.Exception switch
                {
                    VideoJournalException journal => journal.Message,
                    OperationCanceledException => "its worker stopped",
                    var other => other.GetType().Name,
                }
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
                $"A person must decide: {step.Reason} "
                    + "Requeueing this job pays again, and is refused if the id of its job is known."
            ),
            _ => null,
        };

    private static ScheduledState Scheduled(TimeSpan delay, string? reason) =>
        new(delay) { Reason = reason is null ? "Waiting" : $"Waiting: {reason}" };

    private static FailedState Failed(string reason) =>
        new(new RowEndedException(reason)) { Reason = reason };

    // Hangfire calls filters synchronously.
    private static IState Decide(ElectStateContext context)
    {
        if (!StepsOf.TryGetValue(context.Storage, out var steps))
        {
            return Failed("Only the dashboard of MapCloudswayVideoQueue can requeue this job.");
        }

        var key = (string)context.BackgroundJob.Job.Args[0];
        if (!steps.ResubmitAsync(key, context.BackgroundJob.Id).GetAwaiter().GetResult())
        {
            return Failed(
                "Not requeued: the id of its job is known, so that another submission would be a second paid job, "
                    + "or its row has changed meanwhile."
            );
        }

        return context.CandidateState;
    }
}

/// <summary>The failure that Hangfire shows for a row without a video.</summary>
internal sealed class RowEndedException(string message) : Exception(message);
