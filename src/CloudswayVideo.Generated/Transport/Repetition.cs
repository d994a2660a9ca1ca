using CloudswayVideo.Errors;
using CloudswayVideo.Schedules;

namespace CloudswayVideo.Transport;

/// <summary>
/// Repeats a request within the same call, at most twice, if <see cref="AnswerTable"/> allows it. Submissions are
/// repeated nowhere else.
/// </summary>
internal static class Repetition
{
    private const int MaximumRetries = 2;

    // If the service asks for a longer delay, the call fails and the caller decides.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private static readonly ExponentialSchedule BackOff = new(
        TimeSpan.FromSeconds(0.5),
        factor: 2,
        LongestDelay,
        jitter: 0.5
    );

    /// <summary>Whether another attempt may follow. For a question, AskLater is enough: questions are free.</summary>
    /// <param name="failure">The failure of the last attempt.</param>
    /// <param name="attempts">The number of attempts so far.</param>
    public static bool IsAllowed(CloudswayException failure, int attempts) =>
        attempts <= MaximumRetries
        && failure.NextStep is NextStep.Repeat or NextStep.AskLater
        && !(RetryAfter(failure) > LongestDelay);

    /// <summary>The delay before the next attempt. A Retry-After of the service is a lower bound.</summary>
    public static TimeSpan Delay(CloudswayException failure, int attempts)
    {
        var planned = BackOff.Delay(attempts, Random.Shared.NextDouble());
        return RetryAfter(failure) is { } asked && asked > planned ? asked : planned;
    }

    private static TimeSpan? RetryAfter(CloudswayException failure) =>
        (failure as CloudswayApiException)?.RetryAfter;
}
