using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudswayVideo.MockServer.Server;

/// <summary>An answer that is held back until it is complete, and then sent with a fault.</summary>
internal sealed class FaultyReply
{
    private const int Slices = 10;

    private readonly HttpContext _context;
    private readonly MockFault _fault;
    private readonly Func<TimeSpan, Task<bool>> _wait;
    private readonly IHttpResponseBodyFeature _original;

    /// <param name="context">The request that is answered.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="wait">
    /// Waits for a time, or until the caller gives up. Returns whether the whole time passed.
    /// </param>
    public FaultyReply(HttpContext context, MockFault fault, Func<TimeSpan, Task<bool>> wait)
    {
        (_context, _fault, _wait) = (context, fault, wait);
        _original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Response.Body = new MemoryStream();
    }

    /// <summary>Whether the caller gave up before the last bytes of a slow body.</summary>
    public static bool IsLeft(HttpContext context) => context.Items.ContainsKey(nameof(IsLeft));

    /// <summary>Sends what was written until now.</summary>
    public async Task SendAsync()
    {
        var body = ((MemoryStream)_context.Response.Body).ToArray();
        _context.Features.Set(_original);
        if (_fault.Kind is FaultKind.Refusal or FaultKind.Interception)
        {
            await SendOtherAsync().ConfigureAwait(false);
        }
        else if (body.Length > 0 || _fault.Kind == FaultKind.OtherStatus)
        {
            await SendAsync(body).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(byte[] body)
    {
        var response = _context.Response;
        var sent = body.AsMemory();
        switch (_fault.Kind)
        {
            case FaultKind.OtherStatus:
                response.StatusCode = _fault.StatusCode;
                break;
            case FaultKind.HalfBody:
                sent = sent[..(body.Length / 2)];
                response.ContentLength = sent.Length;
                break;
            case FaultKind.Truncated:
                // Kestrel then closes the connection. A reset would discard most of what was sent.
                sent = sent[..(body.Length / 2)];
                break;
            case FaultKind.EndlessBody:
                response.ContentLength = null;
                break;
            case FaultKind.Gzip:
                sent = Compressed(body);
                response.ContentLength = null;
                response.Headers.ContentEncoding = "gzip";
                break;
            case FaultKind.Dribble:
                await DribbleAsync(body).ConfigureAwait(false);
                return;
            case FaultKind.Silence:
                await _wait(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
                return;
            default:
                await ResetAsync(_fault.Kind == FaultKind.ResetAfterBody ? body : [])
                    .ConfigureAwait(false);
                return;
        }

        await response.Body.WriteAsync(sent).ConfigureAwait(false);
        if (_fault.Kind == FaultKind.EndlessBody)
        {
            await response.Body.FlushAsync().ConfigureAwait(false);
            await _wait(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
    }

    private Task SendOtherAsync()
    {
        var response = _context.Response;
        response.Clear();
        response.StatusCode = _fault.StatusCode;
        response.ContentType = _fault.ContentType;
        response.Headers.RetryAfter =
            _fault.Kind == FaultKind.Refusal
                ? MockReply.SecondsOf(_fault.StatusCode, _fault.RetryAfter)
                : null;
        return _fault.Body.Length > 0 && MockReply.HasBody(_fault.StatusCode)
            ? response.WriteAsync(_fault.Body)
            : Task.CompletedTask;
    }

    private static byte[] Compressed(byte[] body)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return bytes.ToArray();
    }

    /// <summary>Resets the connection. Merely closing it could be taken for the end of the answer.</summary>
    private async Task ResetAsync(byte[] body)
    {
        if (_context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            if (body.Length > 0)
            {
                // Sent past Kestrel, which might still buffer the bytes when the reset discards everything unsent.
                await socket.SendAsync(WithoutEnd(body)).ConfigureAwait(false);
            }

            socket.LingerState = new LingerOption(true, 0);
        }

        _context.Abort();
    }

    private byte[] WithoutEnd(byte[] body) =>
        [
            .. Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {_context.Response.StatusCode} \r\nContent-Type: "
                        + $"{_context.Response.ContentType}\r\nTransfer-Encoding: "
                        + $"chunked\r\n\r\n{body.Length:x}\r\n"
                )
            ),
            .. body,
            .. "\r\n"u8,
        ];

    private async Task DribbleAsync(byte[] body)
    {
        var response = _context.Response.Body;
        foreach (var slice in body.Chunk(Math.Max(1, body.Length / Slices)))
        {
            await response.FlushAsync().ConfigureAwait(false);
            // Before the slice: the caller takes the last one for the end, and may send its next request at once.
            if (!await _wait(_fault.Duration / Slices).ConfigureAwait(false))
            {
                _context.Items[nameof(IsLeft)] = true;
                return;
            }

            await response.WriteAsync(slice).ConfigureAwait(false);
        }
    }
}
