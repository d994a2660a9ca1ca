namespace CloudswayVideo;

/// <summary>The job succeeded, but the service sent no URL of a video, although it was asked several times.</summary>
public sealed class VideoWithoutOutputException : VideoJobException
{
    internal VideoWithoutOutputException(VideoJobUpdate update)
        : base(
            $"Job {update.JobId} succeeded, but the service sent no video. Wait again later with its id.",
            update.JobId,
            update
        ) { }
}
