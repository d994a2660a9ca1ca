using System.Globalization;
using CloudswayVideo.Http;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class HaiperClient : IVideoJobSource
{
    /// <summary>Submits a paid job that makes a video. It is never sent where it may already have been accepted.</summary>
    /// <param name="request">What to make the video from.</param>
    /// <param name="cancellationToken">Ends the call; a job that was already sent may be accepted nevertheless.</param>
    /// <returns>The accepted job. Keep its <see cref="VideoJob.Id"/>: it is all that is needed to fetch the video.</returns>
    /// <exception cref="ArgumentException">The request breaks a documented limit; nothing was sent.</exception>
    /// <exception cref="CloudswayApiException">The service refused the job.</exception>
    /// <exception cref="CloudswayConnectionException">The service was not reached; nothing was accepted.</exception>
    /// <exception cref="SubmissionOutcomeUnknownException">The job may have been accepted; nothing was sent twice.</exception>
    public virtual Task<VideoJob> SubmitAsync(HaiperGenerateRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateGenerationAsync(request, cancellationToken), "generate");

    /// <summary>Submits a paid job that raises the resolution of a video. It is never sent where it may already have been accepted.</summary>
    /// <inheritdoc cref="SubmitAsync(HaiperGenerateRequest, CancellationToken)" />
    public virtual Task<VideoJob> SubmitAsync(HaiperUpscaleRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateUpscaleAsync(request, cancellationToken), "upscale");

    /// <summary>Submits a paid job that makes a video longer. It is never sent where it may already have been accepted.</summary>
    /// <inheritdoc cref="SubmitAsync(HaiperGenerateRequest, CancellationToken)" />
    public virtual Task<VideoJob> SubmitAsync(HaiperExtendRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateExtensionAsync(request, cancellationToken), "extend");

    /// <summary>Submits a paid job that makes a video, and waits for it.</summary>
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
    public virtual Task<Video> GenerateAsync(HaiperGenerateRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Submits a paid job that raises the resolution of a video, and waits for it.</summary>
    /// <inheritdoc cref="GenerateAsync" />
    public virtual Task<Video> UpscaleAsync(HaiperUpscaleRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Submits a paid job that makes a video longer, and waits for it.</summary>
    /// <inheritdoc cref="GenerateAsync" />
    public virtual Task<Video> ExtendAsync(HaiperExtendRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Takes up a job that was submitted before, maybe by another process. Nothing is sent.</summary>
    /// <param name="idOrToken">The id that submitting returned, or what <see cref="VideoJob.ToToken"/> made of the job.</param>
    /// <returns>The job, to be watched or waited for.</returns>
    /// <exception cref="ArgumentException">
    /// The id is blank or cannot be one; the token is damaged, was made by a newer version of this library, or belongs to
    /// another family or endpoint path.
    /// </exception>
    public virtual VideoJob GetJob(string idOrToken) => VideoJob.Of(Poller, idOrToken);

    string IVideoJobSource.Family => "Haiper";

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
            Progress = task.Progress is > 1 ? task.Progress / 100 : task.Progress,
            ObservedAt = Options.TimeProvider.GetUtcNow(),
            FailureReason = task.Error?.CodeReason ?? task.BaseResp?.StatusCodeReason ?? ErrorReason.Unknown,
            FailureCode = task.Error?.Code ?? (task.BaseResp?.StatusCode is { } code and not 0 ? code.ToString(CultureInfo.InvariantCulture) : null),
            FailureMessage = task.Error?.Message ?? task.FailReason ?? task.BaseResp?.StatusMsg,
            RequestId = source?.RequestId,
            RawBody = source?.Body ?? "",
            RetryAfter = source?.RetryAfter,
            Reply = task.Status?.Phase == VideoJobPhase.Succeeded ? task : null,
        };
    }

    async Task<Video?> IVideoJobSource.GetVideoAsync(VideoJobUpdate update, bool fresh, CancellationToken cancellationToken)
    {
        var task = fresh ? await GetTaskAsync(update.JobId, cancellationToken).ConfigureAwait(false) : (HaiperTask)update.Reply!;
        return task.MediaUrl is null ? null : new Video(this, MediaClient, Options.TimeProvider, update) { Url = task.MediaUrl, ExpiresAt = task.ExpireTime };
    }
}
