using CloudswayVideo.Queue.Budget;

namespace CloudswayVideo.Queue.Submission;

/// <summary>What a submission without an id means for its row, which is then waiting, failed or ambiguous.</summary>
internal sealed record SubmissionEnd(
    QueuedVideoState State,
    string? Reason,
    TimeSpan Delay = default,
    string? PossibleJobId = null
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // A wrong date or unit in a Retry-After must not put off a paid job for years.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>Judges an exception of the client after so many failures in a row.</summary>
    public static SubmissionEnd After(Exception exception, long failures) =>
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
            // The request was checked before, so an option of the client is wrong, such as its key.
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
            // Nobody knows whether the request was sent.
            _ => new(
                QueuedVideoState.Ambiguous,
                $"Submitting ended in {exception.GetType().Name}."
            ),
        };

    /// <summary>A delay that doubles with each failure, up to ten minutes, varied by a fifth.</summary>
    public static TimeSpan BackOff(TimeSpan first, long failures)
    {
        var delay = first * Math.Pow(2, Math.Min(failures, 10));
        return (delay < Longest ? delay : Longest) * (0.8 + (0.4 * Random.Shared.NextDouble()));
    }

    /// <summary>A delay, or the Retry-After of a failure if that is longer; a day at most.</summary>
    public static TimeSpan AtLeastRetryAfter(CloudswayException failure, TimeSpan delay)
    {
        var asked = (failure as CloudswayApiException)?.RetryAfter ?? TimeSpan.Zero;
        asked = asked < LongestRetryAfter ? asked : LongestRetryAfter;
        return asked > delay ? asked : delay;
    }

    private static TimeSpan DelayAfter(CloudswayException failure, long failures)
    {
        // An overload passes sooner than a person corrects, for example, the balance.
        var first = TimeSpan.FromSeconds(failure.NextStep == NextStep.Repeat ? 5 : 60);
        return AtLeastRetryAfter(failure, BackOff(first, failures));
    }

    // The service would refuse the same request again; other requests may pass.
    private static bool IsOfRequest(CloudswayApiException refused) =>
        refused.Reason
            is ErrorReason.Moderation
                or ErrorReason.InvalidRequest
                or ErrorReason.Unknown;
}
