using CloudswayVideo.Http;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class HaiperClient : IVideoJobSource
{
    /// <summary>Submits a paid job that makes a video. It is never sent where it may already have been accepted.</summary>
    /// <inheritdoc cref="HailuoClient.SubmitAsync" />
    public virtual Task<VideoJob> SubmitAsync(HaiperGenerateRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateGenerationAsync(request, cancellationToken), "generate");

    /// <summary>Submits a paid job that raises the resolution of a video. It is never sent where it may already have been accepted.</summary>
    /// <inheritdoc cref="HailuoClient.SubmitAsync" />
    public virtual Task<VideoJob> SubmitAsync(HaiperUpscaleRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateUpscaleAsync(request, cancellationToken), "upscale");

    /// <summary>Submits a paid job that makes a video longer. It is never sent where it may already have been accepted.</summary>
    /// <inheritdoc cref="HailuoClient.SubmitAsync" />
    public virtual Task<VideoJob> SubmitAsync(HaiperExtendRequest request, CancellationToken cancellationToken = default) =>
        Poller.SubmittedAsync(CreateExtensionAsync(request, cancellationToken), "extend");

    /// <summary>Submits a paid job that makes a video, and waits for it.</summary>
    /// <inheritdoc cref="HailuoClient.GenerateAsync" />
    public virtual Task<Video> GenerateAsync(HaiperGenerateRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Submits a paid job that raises the resolution of a video, and waits for it.</summary>
    /// <inheritdoc cref="HailuoClient.GenerateAsync" />
    public virtual Task<Video> UpscaleAsync(HaiperUpscaleRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Submits a paid job that makes a video longer, and waits for it.</summary>
    /// <inheritdoc cref="HailuoClient.GenerateAsync" />
    public virtual Task<Video> ExtendAsync(HaiperExtendRequest request, IProgress<VideoJobUpdate>? progress = null, Func<VideoJob, Task>? onSubmitted = null, CancellationToken cancellationToken = default) =>
        SubmitAsync(request, cancellationToken).VideoAsync(progress, onSubmitted, cancellationToken);

    /// <inheritdoc cref="HailuoClient.GetJob" />
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
            FailureCode = task.Error?.Code ?? task.BaseResp?.FailureCode,
            FailureMessage = task.Error?.Message ?? task.FailReason ?? task.BaseResp?.FailureMessage,
            RequestId = source?.RequestId,
            RawBody = source?.Body ?? "",
            RetryAfter = source?.RetryAfter,
            Reply = task.Status?.Phase == VideoJobPhase.Succeeded ? task : null,
        };
    }

    async Task<Video?> IVideoJobSource.GetVideoAsync(VideoJobUpdate update, bool fresh, CancellationToken cancellationToken)
    {
        var task = fresh ? await GetTaskAsync(update.JobId, cancellationToken).ConfigureAwait(false) : (HaiperTask)update.Reply!;
        return task.MediaUrl is null ? null : new Video(this, MediaClient, Options, update) { Url = task.MediaUrl, ExpiresAt = task.ExpireTime };
    }
}
