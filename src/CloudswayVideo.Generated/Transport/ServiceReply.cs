using System.Net;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>
/// How the service answered a call that went well: the status, the headers and what to quote to its support.
/// Thread-safe.
/// </summary>
public sealed class ServiceReply
{
    private static readonly TimeSpan None = TimeSpan.FromTicks(-1);

    private readonly TimeSpan _retryAfter;
    private HttpResponseMessage? _response;
    private ReplyHead? _head;

    internal ServiceReply(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        // The request holds the key.
        response.RequestMessage = null;
        _response = response;
        _retryAfter = ReplyHeaders.RetryAfter(response, now) ?? None;
        Body = body;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => Head.StatusCode;

    /// <summary>
    /// The headers, by name in any case; copied whenever they are read. They may hold cookies, or repeat what was
    /// sent: do not log them unseen.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers => ReplyHeaders.ByName(Head.Headers);

    /// <summary>What to quote to Cloudsway's support, if a header names it.</summary>
    public string? RequestId => ReplyHeaders.RequestId(Headers);

    /// <summary>
    /// The body as it came, at most its first 64 K characters. It may repeat the prompt or hold a signed URL: do not
    /// log it unseen.
    /// </summary>
    public string Body { get; }

    /// <summary>How long the service asks to be left alone, if it does.</summary>
    internal TimeSpan? RetryAfter => _retryAfter == None ? null : _retryAfter;

    private ReplyHead Head => Volatile.Read(ref _head) ?? Read();

    /// <summary>The status alone, which holds no secret.</summary>
    /// <returns>Such as "HTTP 200".</returns>
    public override string ToString() => $"HTTP {(int)StatusCode}";

    /// <summary>
    /// Lets go of the response, which is many times as large as what it said: thousands of jobs keep a reply each.
    /// </summary>
    /// <returns>This.</returns>
    internal ServiceReply Compact()
    {
        _ = Head;
        _response = null;
        return this;
    }

    // Only where somebody asks: most replies of a bare call are read for their body alone.
    private ReplyHead Read()
    {
        var response = _response!;
        Volatile.Write(
            ref _head,
            new ReplyHead(response.StatusCode, [.. ReplyHeaders.All(response)])
        );
        return _head!;
    }

    private sealed record ReplyHead(
        HttpStatusCode StatusCode,
        KeyValuePair<string, string>[] Headers
    );
}
