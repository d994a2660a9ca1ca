using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Transport.Json;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport;

/// <summary>
/// A JSON body that streams images from files as base64 while it is sent, so that an image of 20 MB never becomes a
/// string. It can be sent only once, so that a handler that repeats requests cannot submit a job twice. That includes
/// .NET's own: it repeats a POST without a body on a lost connection (dotnet/runtime#86714), so an empty body is also
/// one of these.
/// </summary>
internal sealed class ApiRequestContent : HttpContent
{
    // A multiple of 3, so that only the last chunk has padding.
    private const int ChunkSize = 48 * 1024;

    private const int Open = 0;
    private const int Sent = 1;
    private const int Closed = 2;

    private readonly MemoryStream _json = new();
    private readonly List<(int Offset, IStreamedValue Image, Stream Bytes)> _images = [];
    private int _state = Open;

    /// <param name="body">The body; null for an empty one.</param>
    public ApiRequestContent(object? body)
    {
        if (body is null)
        {
            return;
        }

        try
        {
            using var text = new StreamWriter(
                _json,
                new UTF8Encoding(false),
                1024,
                leaveOpen: true
            );
            using var writer = new BodyWriter(text, this);
            WireJson.Serializer.Serialize(writer, body);
        }
        catch
        {
            // The caller has no object to dispose, and the files of other images may be open.
            Dispose();
            throw;
        }

        Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
    }

    /// <summary>Whether a byte of the body may have left this machine.</summary>
    public bool WasSent => Volatile.Read(ref _state) == Sent;

    /// <summary>Whether a handler tried to copy the body, which was refused.</summary>
    public bool WasRefused { get; private set; }

    /// <summary>Prevents that the body is still sent, unless it was: false if it was.</summary>
    // A handler may have given up a request that still waits for its connection, and would be sent later.
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Open) != Sent;

    protected override bool TryComputeLength(out long length)
    {
        length =
            _json.Length
            + _images.Sum(item =>
                (long)Base64.GetMaxEncodedToUtf8Length(checked((int)item.Image.Length))
            );
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        // A copy could be sent many times without another call of this method.
        if (IsBuffer(stream))
        {
            WasRefused = true;
            throw new InvalidOperationException(
                "A handler of the HTTP client reads the body of a submission into a buffer, from which it could be "
                    + "sent twice. Remove that handler from this client, or let it pass POST requests unread."
            );
        }

        if (Interlocked.CompareExchange(ref _state, Sent, Open) != Open)
        {
            throw SubmissionPass.AlreadySent();
        }

        var json = _json.GetBuffer().AsMemory(0, (int)_json.Length);
        var start = 0;
        foreach (var (offset, image, bytes) in _images)
        {
            await stream.WriteAsync(json[start..offset], cancellationToken).ConfigureAwait(false);
            await WriteBase64Async(stream, image, bytes, cancellationToken).ConfigureAwait(false);
            start = offset;
        }

        await stream.WriteAsync(json[start..], cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        _images.ForEach(item => item.Bytes.Dispose());
        _json.Dispose();
        base.Dispose(disposing);
    }

    // A buffer has a length; a connection has none, and throws.
    private static bool IsBuffer(Stream stream)
    {
        try
        {
            return stream.CanSeek || stream.Length >= 0;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static async Task WriteBase64Async(
        Stream stream,
        IStreamedValue image,
        Stream source,
        CancellationToken cancellationToken
    )
    {
        var bytes = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(ChunkSize));
        try
        {
            var left = image.Length;
            Listeners.Report(image.Progress, new TransferProgress(0, image.Length));
            while (left > 0)
            {
                var count = await source
                    .ReadAtLeastAsync(
                        bytes.AsMemory(0, (int)Math.Min(left, ChunkSize)),
                        (int)Math.Min(left, ChunkSize),
                        throwOnEndOfStream: true,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                left -= count;
                Base64.EncodeToUtf8(
                    bytes.AsSpan(0, count),
                    text,
                    out _,
                    out var written,
                    isFinalBlock: left == 0
                );
                await stream
                    .WriteAsync(text.AsMemory(0, written), cancellationToken)
                    .ConfigureAwait(false);
                Listeners.Report(
                    image.Progress,
                    new TransferProgress(image.Length - left, image.Length)
                );
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    /// <summary>Writes the start of a data URI for an image; its bytes are inserted when the body is sent.</summary>
    internal sealed class BodyWriter(TextWriter text, ApiRequestContent content)
        : JsonTextWriter(text)
    {
        public void WriteOpenDataUri(IStreamedValue image)
        {
            WriteRawValue($"\"data:{image.MediaType};base64,\"");
            Flush();
            // Opens the file now, so that a missing or changed file fails before anything is sent. The limits were
            // checked for the former file, and a part of the new one would become a paid job.
            var bytes = image.OpenRead();
            content._images.Add(((int)content._json.Position - 1, image, bytes));
            if (bytes.Length != image.Length)
            {
                throw new IOException(
                    $"{(bytes as FileStream)?.Name ?? "An image"} was changed after it was checked: it had "
                        + $"{image.Length} bytes, and has now {bytes.Length}. Create the input again."
                );
            }
        }
    }
}
