using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class HailuoClient
{
    /// <summary>Submits a paid job. It is never sent where it may already have been accepted.</summary>
    /// <param name="request">What to make the video from.</param>
    /// <param name="cancellationToken">Ends the call; a job that was already sent may be accepted nevertheless.</param>
    /// <returns>
    /// The accepted job. Keep its <see cref="VideoJob.Id"/>: it is all that is needed to fetch the video.
    /// </returns>
    /// <exception cref="ArgumentException">The request breaks a documented limit; nothing was sent.</exception>
    /// <exception cref="CloudswayApiException">The service refused the job.</exception>
    /// <exception cref="CloudswayConnectionException">The service was not reached; nothing was accepted.</exception>
    /// <exception cref="SubmissionOutcomeUnknownException">
    /// The job may have been accepted; nothing was sent twice.
    /// </exception>
    public virtual Task<VideoJob> SubmitAsync(
        HailuoVideoRequest request,
        CancellationToken cancellationToken = default
    ) => Poller.SubmittedAsync(CreateTaskAsync(request, cancellationToken), "generate");

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
    /// <exception cref="SubmissionOutcomeUnknownException">
    /// The job may have been accepted; nothing was sent twice.
    /// </exception>
    /// <exception cref="VideoJobException">
    /// The job was accepted, and there is no video; the exception has its id, and what <paramref name="onSubmitted"/>
    /// threw.
    /// </exception>
    /// <exception cref="CloudswayException">The job was not accepted.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled; the message has the id, if there is one.
    /// </exception>
    public virtual Task<Video> GenerateAsync(
        HailuoVideoRequest request,
        IProgress<VideoJobUpdate>? progress = null,
        Func<VideoJob, Task>? onSubmitted = null,
        CancellationToken cancellationToken = default
    ) =>
        SubmitAsync(request, cancellationToken)
            .VideoAsync(progress, onSubmitted, cancellationToken);
}
