using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;
using Polly;
using Polly.Retry;

namespace CloudswayVideo.Transport;

/// <summary>
/// Repeats a request within the same call, at most twice, if <see cref="AnswerTable"/> allows it. Submissions are
/// repeated nowhere else.
/// </summary>
internal static class Repetition
{
    private const int MaximumRetries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    // If the service asks for a longer delay, the call fails and the caller decides.
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

    // For a question, AskLater is repeated as well: questions are free.
    private static bool MayRepeat(Exception? failure) =>
        failure is CloudswayException { NextStep: NextStep.Repeat or NextStep.AskLater }
        && !(RetryAfter(failure) > LongestDelay);

    private static TimeSpan? RetryAfter(Exception? failure) =>
        (failure as CloudswayApiException)?.RetryAfter;
}
