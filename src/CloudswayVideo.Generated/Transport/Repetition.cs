using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;
using Polly;
using Polly.Retry;

namespace CloudswayVideo.Transport;

/// <summary>
/// Sends a request again within the same call, twice at most, where <see cref="AnswerTable"/> allows it. The only place
/// that repeats a submission.
/// </summary>
internal static class Repetition
{
    private const int MaximumRetries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    // After a longer time the caller decides: a wait has its own schedule, and a person may want to know.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline Create(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = MaximumRetries,
                    Delay = FirstDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = attempt =>
                        ValueTask.FromResult(MayRepeat(attempt.Outcome.Exception)),
                    DelayGenerator = attempt =>
                        ValueTask.FromResult(RetryAfter(attempt.Outcome.Exception)),
                }
            )
            .Build();

    // A question is repeated by its call, and asked again later by a wait; both are free.
    private static bool MayRepeat(Exception? failure) =>
        failure is CloudswayException { NextStep: NextStep.Repeat or NextStep.AskLater }
        && !(RetryAfter(failure) > LongestDelay);

    private static TimeSpan? RetryAfter(Exception? failure) =>
        (failure as CloudswayApiException)?.RetryAfter;
}
