using System.Diagnostics.CodeAnalysis;

namespace CloudswayVideo;

/// <summary>The result of waiting for one of many jobs: a video or an exception.</summary>
public sealed class VideoJobOutcome
{
    internal VideoJobOutcome(VideoJob job, Video? video, Exception? exception)
    {
        Job = job;
        Video = video;
        Exception = exception;
    }

    /// <summary>The job.</summary>
    public VideoJob Job { get; }

    /// <summary>The video; null if the wait ended without one.</summary>
    public Video? Video { get; }

    /// <summary>
    /// The exception of <see cref="VideoJob.WaitAsync(IProgress{VideoJobUpdate}?, CancellationToken)"/> for the job;
    /// null if there is a video.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>Whether there is a video.</summary>
    [MemberNotNullWhen(true, nameof(Video))]
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool HasVideo => Video is not null;

    /// <inheritdoc />
    public override string ToString() => $"{Job}: {Exception?.GetType().Name ?? "video"}";
}
