using CloudswayVideo.Queue.Budget;

namespace CloudswayVideo.Queue.Steps;

/// <summary>What a submission without an id means to its row. Nothing here can send.</summary>
/// <param name="State">How the row stands: waiting, failed or ambiguous.</param>
/// <param name="Reason">Why.</param>
/// <param name="Delay">When it is submitted again, if it is waiting.</param>
/// <param name="PossibleJobId">What may be the id of its job, if it is ambiguous.</param>
internal sealed record SubmissionEnd(
    QueuedVideoState State,
    string? Reason,
    TimeSpan Delay = default,
    string? PossibleJobId = null
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="exception">What the client threw.</param>
    /// <param name="failures">How often in a row it failed before.</param>
    public static SubmissionEnd Of(Exception exception, long failures) =>
        exception switch
        {
            BudgetUsedUpException used => new(QueuedVideoState.Waiting, null, used.Delay),
            CloudswayApiException { NextStep: NextStep.Stop } refused when IsOfRequest(refused) =>
                new(QueuedVideoState.Failed, refused.Message),
            CloudswayException { IsSafeToResubmit: true } safe => new(
                QueuedVideoState.Waiting,
                safe.Message,
                DelayAfter(safe, failures)
            ),
            // The request was checked before, so that it is an option of the client, such as its key.
            ArgumentException wrong => new(
                QueuedVideoState.Waiting,
                wrong.Message,
                BackOff(TimeSpan.FromMinutes(1), failures)
            ),
            SubmissionOutcomeUnknownException unknown => new(
                QueuedVideoState.Ambiguous,
                unknown.Message,
                PossibleJobId: unknown.JobId
            ),
            // Nobody knows how far it came.
            _ => new(
                QueuedVideoState.Ambiguous,
                $"Submitting ended in {exception.GetType().Name}."
            ),
        };

    /// <summary>A time that doubles with each failure, up to ten minutes.</summary>
    public static TimeSpan BackOff(TimeSpan first, long failures)
    {
        var delay = first * Math.Pow(2, Math.Min(failures, 10));
        return (delay < Longest ? delay : Longest) * (0.8 + (0.4 * Random.Shared.NextDouble()));
    }

    private static TimeSpan DelayAfter(CloudswayException failure, long failures)
    {
        // What a person has to put right, such as the balance, takes longer than an overload.
        var first = TimeSpan.FromSeconds(failure.NextStep == NextStep.Repeat ? 5 : 60);
        var delay = BackOff(first, failures);
        return (failure as CloudswayApiException)?.RetryAfter is { } asked && asked > delay
            ? asked
            : delay;
    }

    // The same request would be refused again, and another one perhaps not.
    private static bool IsOfRequest(CloudswayApiException refused) =>
        refused.Reason
            is ErrorReason.Moderation
                or ErrorReason.InvalidRequest
                or ErrorReason.Unknown;
}
