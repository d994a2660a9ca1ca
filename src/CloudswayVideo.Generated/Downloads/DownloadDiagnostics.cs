using System.Diagnostics;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;

namespace CloudswayVideo.Downloads;

/// <summary>The spans, metrics and log messages of downloads.</summary>
internal static class DownloadDiagnostics
{
    public static async Task<long> ObserveDownloadAsync(
        this ClientDiagnostics diagnostics,
        string jobId,
        Func<Task<long>> download
    )
    {
        var observation = diagnostics.Start(
            "cloudsway.download",
            ActivityKind.Client,
            Instruments.Download
        );
        observation.Span?.SetTag("cloudsway.job.id", jobId);
        try
        {
            var bytes = await download().ConfigureAwait(false);
            diagnostics.Log.Downloaded(jobId, bytes, observation.Seconds);
            observation.End(failure: null);
            return bytes;
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException)
            {
                diagnostics.Log.DownloadFailed(jobId, Redaction.Redact(exception.Message));
            }

            observation.End(exception);
            throw;
        }
    }
}
