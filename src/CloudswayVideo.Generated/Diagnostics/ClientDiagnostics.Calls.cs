using System.Diagnostics;
using CloudswayVideo.Http;

namespace CloudswayVideo.Diagnostics;

internal sealed partial class ClientDiagnostics
{
    public async Task<TReply> CallAsync<TReply>(ApiRequest request, Func<Task<TReply>> send)
    {
        var tags = With(("url.template", request.Template));
        var call = request.IsSubmission
            ? new Observation(
                "cloudsway.submit",
                ActivityKind.Client,
                Instruments.Submit,
                options.TimeProvider,
                tags
            )
            : new Observation(
                "cloudsway.poll",
                ActivityKind.Client,
                Instruments.Poll,
                options.TimeProvider,
                tags
            );
        try
        {
            var reply = await send().ConfigureAwait(false);
            End(call, request, (reply as ISubmissionReply)?.Id);
            return reply;
        }
        catch (Exception exception)
        {
            End(call, request, exception);
            throw;
        }
    }

    /// <summary>Tells of a request that is about to be sent again.</summary>
    public void Repeating(ApiRequest request, CloudswayException failure)
    {
        request.Repeats++;
        _log.Repeating(request.Template, failure.Message);
        Count(
            Instruments.Retries,
            1,
            ("url.template", request.Template),
            ("cloudsway.reason", Outcome.Of(failure).Reason?.ToString())
        );
    }

    private void End(Observation call, ApiRequest request, string? submittedId)
    {
        if (!request.IsSubmission)
        {
            _log.Answered(request.Template, call.Seconds);
        }
        else if (PathSegment.Problem(submittedId) is null)
        {
            _log.Submitted(submittedId!, request.Template);
        }
        else
        {
            // The same is thrown where the reply is made a job.
            End(call, request, new SubmissionOutcomeUnknownException(request.Template, null));
            return;
        }

        Tag(call, request, request.JobId ?? submittedId);
        call.End(failure: null);
    }

    private void End(Observation call, ApiRequest request, Exception failure)
    {
        if (Outcome.Of(failure).IsUnknown)
        {
            _log.SubmissionOutcomeUnknown(request.Template);
        }
        else if (failure is CloudswayException)
        {
            _log.CallFailed(failure.Message);
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
