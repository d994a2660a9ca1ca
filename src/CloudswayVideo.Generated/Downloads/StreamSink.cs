namespace CloudswayVideo.Downloads;

/// <summary>A stream of the caller. Bytes that were written cannot be taken back.</summary>
internal sealed class StreamSink(Stream destination) : VideoSink
{
    public override bool CanStartOver => Length == 0;

    public override Task BeginAsync(MediaVersion version, CancellationToken cancellationToken)
    {
        Version = version;
        Boxes = new Mp4Boxes();
        return Task.CompletedTask;
    }

    public override async Task WriteAsync(
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    )
    {
        await destination.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        Length += bytes.Length;
    }

    public override void Discard() => Version = default;
}
