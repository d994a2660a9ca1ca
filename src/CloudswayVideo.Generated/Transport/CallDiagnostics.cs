using System.Diagnostics;
using CloudswayVideo.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Transport;

/// <summary>The spans, metrics and log messages of calls.</summary>
internal static class CallDiagnostics
{
    public static async Task<TReply> ObserveCallAsync<TReply>(
        this ClientDiagnostics diagnostics,
        ApiRequest request,
        Func<Task<TReply>> send
    )
    {
        var call = diagnostics.Start(
            request.IsSubmission ? "cloudsway.submit" : "cloudsway.poll",
            ActivityKind.Client,
            request.IsSubmission ? Instruments.Submit : Instruments.Poll,
            ("url.template", request.Template)
        );
        try
        {
            var reply = await send().ConfigureAwait(false);
            End(diagnostics.Log, call, request, (reply as ISubmissionReply)?.Id);
            return reply;
        }
        catch (Exception exception)
        {
            End(diagnostics.Log, call, request, exception);
            throw;
        }
    }

    /// <summary>Logs and counts a request that is about to be repeated.</summary>
    public static void Repeating(
        this ClientDiagnostics diagnostics,
        ApiRequest request,
        CloudswayException failure
    )
    {
        request.Repeats++;
        diagnostics.Log.Repeating(request.Template, failure.Message);
        diagnostics.Count(
            Instruments.Retries,
            1,
            ("url.template", request.Template),
            ("cloudsway.reason", ObservedOutcome.FromException(failure).Reason?.ToString())
        );
    }

    private static void End(ILogger log, Observation call, ApiRequest request, string? submittedId)
    {
        if (!request.IsSubmission)
        {
            log.Answered(request.Template, call.Seconds);
        }
        else if (LikelyJobId.IsUsable(submittedId))
        {
            log.Submitted(submittedId!, request.Template);
        }
        else
        {
            // SubmittedJob throws the same exception.
            End(log, call, request, new SubmissionOutcomeUnknownException(request.Template, null));
            return;
        }

        Tag(call, request, request.JobId ?? submittedId);
        call.End(failure: null);
    }

    private static void End(ILogger log, Observation call, ApiRequest request, Exception failure)
    {
        if (ObservedOutcome.FromException(failure).IsUnknown)
        {
            log.SubmissionOutcomeUnknown(request.Template);
        }
        else if (failure is CloudswayException)
        {
            log.CallFailed(failure.Message);
        }

        Tag(call, request, request.JobId);
        call.End(failure);
    }

    private static void Tag(Observation call, ApiRequest request, string? jobId) =>
        call
            .Span?.SetTag("http.request.method", request.Method.Method)
            .SetTag("http.response.status_code", (int?)request.LastStatus)
            .SetTag("http.request.resend_count", request.Repeats == 0 ? null : request.Repeats)
            .SetTag("cloudsway.job.id", jobId);
}
