using System.Net;
using Polly;
using Polly.Retry;

namespace CloudswayVideo.Http;

/// <summary>
/// Which failures are worth a second request: of a question any that may pass, of a submission only one that certainly
/// was not accepted, because the connection never came about or the service said so.
/// </summary>
internal static class RetryPolicy
{
    private const int MaximumRetries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    // Longer than that, whoever asked decides: a wait has its own schedule, a person may want to know.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline Create(bool isSubmission, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = MaximumRetries,
                    Delay = FirstDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = attempt =>
                        ValueTask.FromResult(
                            attempt.Outcome.Exception is { } failure
                                && MayRepeat(failure, isSubmission)
                        ),
                    DelayGenerator = attempt =>
                        ValueTask.FromResult(
                            (attempt.Outcome.Exception as CloudswayApiException)?.RetryAfter
                        ),
                }
            )
            .Build();

    private static bool MayRepeat(Exception failure, bool isSubmission) =>
        failure switch
        {
            CloudswayConnectionException => true,
            CloudswayApiException { RetryAfter: { } asked } when asked > LongestDelay => false,
            CloudswayApiException { Reason: ErrorReason.RateLimited } => true,
            CloudswayApiException { StatusCode: HttpStatusCode.ServiceUnavailable } => true,
            CloudswayApiException refusal => !isSubmission && refusal.Reason.MayPass(),
            _ => false,
        };
}
