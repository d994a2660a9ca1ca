using System.Globalization;
using CloudswayVideo.Http;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class HailuoClient : IVideoJobSource
{
    /// <summary>Submits a paid job. It is never sent where it may already have been accepted.</summary>
    /// <param name="request">What to make the video from.</param>
    /// <param name="cancellationToken">Ends the call; a job that was already sent may be accepted nevertheless.</param>
    /// <returns>The accepted job. Keep its <see cref="VideoJob.Id"/>: it is all that is needed to fetch the video.</returns>
    /// <exception cref="ArgumentException">The request breaks a documented limit; nothing was sent.</exception>
    /// <exception cref="CloudswayApiException">The service refused the job.</exception>
    /// <exception cref="CloudswayConnectionException">The service was not reached; nothing was accepted.</exception>
    /// <exception cref="SubmissionOutcomeUnknownException">The job may have been accepted; nothing was sent twice.</exception>
    public virtual Task<VideoJob> SubmitAsync(HailuoVideoRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateTaskAsync(request, cancellationToken), "generate");

    /// <summary>Submits a paid job and waits for its video.</summary>
    /// <param name="request">What to make the video from.</param>
    /// <param name="progress">Hears every answer of the service; what it throws does not end the waiting.</param>
    /// <param name="onSubmitted">
    /// Awaited as soon as the job has its id, before it is asked about for the first time: the place to store
    /// <see cref="VideoJob.Id"/> or <see cref="VideoJob.ToToken"/>. If it throws, the job is not waited for.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The finished video, not yet downloaded.</returns>
    /// <exception cref="ArgumentException">The request breaks a documented limit; nothing was sent.</exception>
    /// <exception cref="SubmissionOutcomeUnknownException">The job may have been accepted; nothing was sent twice.</exception>
    /// <exception cref="VideoJobException">The job was accepted, and there is no video; the exception has its id, and what <paramref name="onSubmitted"/> threw.</exception>
    /// <exception cref="CloudswayException">The job was not accepted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the message has the id, if there is one.</exception>
    public virtual Task<Video> GenerateAsync(HailuoVideoRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Takes up a job that was submitted before, maybe by another process. Nothing is sent.</summary>
    /// <param name="idOrToken">The id that submitting returned, or what <see cref="VideoJob.ToToken"/> made of the job.</param>
    /// <returns>The job, to be watched or waited for.</returns>
    /// <exception cref="ArgumentException">
    /// The id is blank or cannot be one; the token is damaged, was made by a newer version of this library, or belongs to
    /// another family or endpoint path.
    /// </exception>
    public virtual VideoJob GetJob(string idOrToken) => VideoJob.Of(Poller, idOrToken);

    string IVideoJobSource.Family => "Hailuo";

    Diagnostics.ClientDiagnostics IVideoJobSource.Diagnostics => Diagnostics;

    async Task<VideoJobUpdate> IVideoJobSource.AskAsync(string id, CancellationToken cancellationToken)
    {
        var task = await GetTaskAsync(id, cancellationToken).ConfigureAwait(false);
        var source = ((IReply)task).Source;
        return new VideoJobUpdate
        {
            JobId = id,
            Phase = task.Status?.Phase ?? VideoJobPhase.Unknown,
            Status = task.Status?.Value ?? "",
            ObservedAt = Options.TimeProvider.GetUtcNow(),
            FailureReason = task.BaseResp?.StatusCodeReason ?? ErrorReason.Unknown,
            FailureCode = task.BaseResp?.StatusCode is { } code and not 0 ? code.ToString(CultureInfo.InvariantCulture) : null,
            FailureMessage = task.FailReason ?? task.BaseResp?.StatusMsg,
            RequestId = source?.RequestId,
            RawBody = source?.Body ?? "",
            RetryAfter = source?.RetryAfter,
            Reply = task.Status?.Phase == VideoJobPhase.Succeeded ? task : null,
        };
    }

    async Task<Video?> IVideoJobSource.GetVideoAsync(VideoJobUpdate update, bool fresh, CancellationToken cancellationToken)
    {
        var task = (HailuoTask)update.Reply!;
        if (fresh && task.FileId is null)
        {
            task = await GetTaskAsync(update.JobId, cancellationToken).ConfigureAwait(false);
        }

        var file = task.FileId is null ? null : await GetFileAsync(update.JobId, task.FileId, cancellationToken).ConfigureAwait(false);
        return file?.MediaUrl is null ? null : new Video(this, MediaClient, Options.TimeProvider, update)
        {
            Url = file.MediaUrl,
            ExpiresAt = file.ExpiresAt,
            FileName = file.Filename,
            Width = task.VideoWidth,
            Height = task.VideoHeight,
        };
    }
}
