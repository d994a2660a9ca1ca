using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class HaiperClient
{
    /// <summary>
    /// Submits a paid job that makes a video. It is never sent where it may already have been accepted.
    /// </summary>
    /// <inheritdoc cref="HailuoClient.SubmitAsync" />
    public virtual Task<VideoJob> SubmitAsync(
        HaiperGenerateRequest request,
        CancellationToken cancellationToken = default
    ) => Poller.SubmittedAsync(CreateGenerationAsync(request, cancellationToken), "generate");

    /// <summary>
    /// Submits a paid job that raises the resolution of a video. It is never sent where it may already have been
    /// accepted.
    /// </summary>
    /// <inheritdoc cref="HailuoClient.SubmitAsync" />
    public virtual Task<VideoJob> SubmitAsync(
        HaiperUpscaleRequest request,
        CancellationToken cancellationToken = default
    ) => Poller.SubmittedAsync(CreateUpscaleAsync(request, cancellationToken), "upscale");

    /// <summary>
    /// Submits a paid job that makes a video longer. It is never sent where it may already have been accepted.
    /// </summary>
    /// <inheritdoc cref="HailuoClient.SubmitAsync" />
    public virtual Task<VideoJob> SubmitAsync(
        HaiperExtendRequest request,
        CancellationToken cancellationToken = default
    ) => Poller.SubmittedAsync(CreateExtensionAsync(request, cancellationToken), "extend");

    /// <summary>Submits a paid job that makes a video, and waits for it.</summary>
    /// <inheritdoc cref="HailuoClient.GenerateAsync" />
    public virtual Task<Video> GenerateAsync(
        HaiperGenerateRequest request,
        IProgress<VideoJobUpdate>? progress = null,
        Func<VideoJob, Task>? onSubmitted = null,
        CancellationToken cancellationToken = default
    ) =>
        SubmitAsync(request, cancellationToken)
            .VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Submits a paid job that raises the resolution of a video, and waits for it.</summary>
    /// <inheritdoc cref="HailuoClient.GenerateAsync" />
    public virtual Task<Video> UpscaleAsync(
        HaiperUpscaleRequest request,
        IProgress<VideoJobUpdate>? progress = null,
        Func<VideoJob, Task>? onSubmitted = null,
        CancellationToken cancellationToken = default
    ) =>
        SubmitAsync(request, cancellationToken)
            .VideoAsync(progress, onSubmitted, cancellationToken);

    /// <summary>Submits a paid job that makes a video longer, and waits for it.</summary>
    /// <inheritdoc cref="HailuoClient.GenerateAsync" />
    public virtual Task<Video> ExtendAsync(
        HaiperExtendRequest request,
        IProgress<VideoJobUpdate>? progress = null,
        Func<VideoJob, Task>? onSubmitted = null,
        CancellationToken cancellationToken = default
    ) =>
        SubmitAsync(request, cancellationToken)
            .VideoAsync(progress, onSubmitted, cancellationToken);
}
