using System.Net;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>The HTTP reply to a successful call: status, headers, body and request id. Thread-safe.</summary>
public sealed class ServiceReply
{
    private static readonly TimeSpan None = TimeSpan.FromTicks(-1);

    private readonly TimeSpan _retryAfter;
    private HttpResponseMessage? _response;
    private ReplyHead? _head;

    internal ServiceReply(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        // The request contains the key.
        response.RequestMessage = null;
        _response = response;
        _retryAfter = ReplyHeaders.RetryAfter(response, now) ?? None;
        Body = body;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => Head.StatusCode;

    /// <summary>
    /// The headers by name, case-insensitive; each call returns a new copy. They may contain cookies or repeat parts of
    /// the request: do not log them unchecked.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers => ReplyHeaders.ByName(Head.Headers);

    /// <summary>The id that Cloudsway's support asks for; null if no header has it.</summary>
    public string? RequestId => ReplyHeaders.RequestId(Headers);

    /// <summary>
    /// The body as the service sent it, at most its first 65,536 characters. It may repeat the prompt or contain a
    /// signed URL: do not log it unchecked.
    /// </summary>
    public string Body { get; }

    /// <summary>The Retry-After of the service; null if it sent none.</summary>
    internal TimeSpan? RetryAfter => _retryAfter == None ? null : _retryAfter;

    private ReplyHead Head => Volatile.Read(ref _head) ?? Read();

    /// <summary>The status alone, which contains no secret.</summary>
    /// <returns>A text such as "HTTP 200".</returns>
    public override string ToString() => $"HTTP {(int)StatusCode}";

    /// <summary>
    /// Releases the response, which is many times as large as its status and headers: thousands of jobs keep a reply.
    /// </summary>
    /// <returns>This.</returns>
    internal ServiceReply Compact()
    {
        _ = Head;
        _response = null;
        return this;
    }

    // On demand: most callers need only the body.
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
