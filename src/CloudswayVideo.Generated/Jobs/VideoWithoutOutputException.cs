namespace CloudswayVideo;

/// <summary>The service says that the job succeeded, and names no video, also when asked again.</summary>
public sealed class VideoWithoutOutputException : VideoJobException
{
    internal VideoWithoutOutputException(VideoJobUpdate update)
        : base(
            $"Job {update.JobId} succeeded, but the service names no video. Ask again later with its id.",
            update.JobId,
            update
        ) { }
}
