using System.Net;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// The body of a forwarded request. It can be sent once, because a handler that repeats a request on another connection
/// would pay for a second job.
/// </summary>
internal sealed class OnePassContent(ReadOnlyMemory<byte> bytes) : HttpContent
{
    private int _passes;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Increment(ref _passes) > 1)
        {
            throw new InvalidOperationException("A request is forwarded only once.");
        }

        await stream.WriteAsync(bytes).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
