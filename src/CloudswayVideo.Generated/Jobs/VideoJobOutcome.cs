using System.Diagnostics.CodeAnalysis;

namespace CloudswayVideo;

/// <summary>What waiting for one job of many came to.</summary>
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

    /// <summary>The video; null if the waiting ended without one.</summary>
    public Video? Video { get; }

    /// <summary>
    /// What <see cref="VideoJob.WaitAsync(IProgress{VideoJobUpdate}?, CancellationToken)"/> of the job threw; null if
    /// there is a video.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>Whether there is a video.</summary>
    [MemberNotNullWhen(true, nameof(Video))]
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool HasVideo => Video is not null;

    /// <inheritdoc />
    public override string ToString() => $"{Job}: {Exception?.GetType().Name ?? "video"}";
}
