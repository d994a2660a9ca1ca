namespace CloudswayVideo;

/// <summary>
/// The job succeeded, but the service sent no URL of a video. A wait asks four times before it ends with this
/// exception. The video may still come: ask again later.
/// </summary>
public sealed class VideoWithoutOutputException : VideoJobException
{
    internal VideoWithoutOutputException(VideoJobUpdate update)
        : base(
            $"Job {update.JobId} succeeded, but the service sent no video. Wait again later with its id.",
            update.JobId,
            update
        ) { }
}
