using System.Diagnostics;

namespace CloudswayVideo.Diagnostics;

internal sealed partial class ClientDiagnostics
{
    public async Task<long> DownloadAsync(string jobId, Func<Task<long>> download)
    {
        var observation = new Observation(
            "cloudsway.download",
            ActivityKind.Client,
            Instruments.Download,
            options.TimeProvider,
            _tags
        );
        observation.Span?.SetTag("cloudsway.job.id", jobId);
        try
        {
            var bytes = await download().ConfigureAwait(false);
            _log.Downloaded(jobId, bytes, observation.Seconds);
            observation.End(failure: null);
            return bytes;
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException)
            {
                _log.DownloadFailed(jobId, Redaction.Of(exception.Message));
            }

            observation.End(exception);
            throw;
        }
    }

    /// <summary>Tells of a transfer that broke off and is taken up again.</summary>
    public void Resuming(VideoDownloadException fault) =>
        _log.DownloadBroken(fault.JobId, fault.Message);
}
