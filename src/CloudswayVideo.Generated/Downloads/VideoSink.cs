namespace CloudswayVideo.Downloads;

/// <summary>Where a download goes, and what is known of the bytes that went there.</summary>
internal abstract class VideoSink
{
    /// <summary>How many bytes of the video are here.</summary>
    public long Length { get; protected set; }

    /// <summary>What those bytes are the start of.</summary>
    public MediaVersion Version { get; protected set; }

    /// <summary>
    /// Whether some of the bytes were left by an earlier call, so that this one cannot vouch for them.
    /// </summary>
    public bool IsInherited { get; protected set; }

    public Mp4Boxes Boxes { get; protected set; } = new();

    /// <summary>Whether the rest of the video can be asked for, instead of the whole.</summary>
    public bool CanBeContinued => Length > 0 && Version.CanBeContinued;

    /// <summary>Whether the bytes that are here, if any, can be taken back.</summary>
    public abstract bool CanStartOver { get; }

    /// <summary>Starts anew; only where <see cref="CanStartOver"/> says so.</summary>
    public abstract Task BeginAsync(MediaVersion version, CancellationToken cancellationToken);

    public abstract Task WriteAsync(
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    );

    /// <summary>Gives up the bytes that are here: they are of no video, or not of this one.</summary>
    public abstract void Discard();
}
