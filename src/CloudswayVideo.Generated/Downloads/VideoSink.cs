namespace CloudswayVideo.Downloads;

/// <summary>The destination of a download, and what is known about the bytes that it has.</summary>
internal abstract class VideoSink
{
    /// <summary>The number of bytes that the destination has.</summary>
    public long Length { get; protected set; }

    /// <summary>The version of the video that these bytes are the start of.</summary>
    public MediaVersion Version { get; protected set; }

    /// <summary>Whether some of the bytes are from an earlier call, and may be damaged.</summary>
    public bool IsInherited { get; protected set; }

    public Mp4Boxes Boxes { get; protected set; } = new();

    /// <summary>Whether the rest of the video can be requested instead of the whole.</summary>
    public bool CanBeContinued => Length > 0 && Version.CanBeContinued;

    /// <summary>Whether the download can start again from the first byte.</summary>
    public abstract bool CanStartOver { get; }

    /// <summary>Starts from the first byte; only if <see cref="CanStartOver"/> is true.</summary>
    public abstract Task BeginAsync(MediaVersion version, CancellationToken cancellationToken);

    public abstract Task WriteAsync(
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    );

    /// <summary>Discards the bytes: they belong to no video, or to another one.</summary>
    public abstract void Discard();
}
