using System.Net;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>The HTTP reply to a successful call: status, headers, body and request id. Thread-safe.</summary>
public sealed class ServiceReply
{
    private readonly KeyValuePair<string, string>[] _headers;

    // Copies the head, because the response is many times as large, and thousands of jobs keep a reply.
    internal ServiceReply(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        StatusCode = response.StatusCode;
        _headers = [.. ReplyHeaders.All(response)];
        RetryAfter = ReplyHeaders.RetryAfter(response, now);
        Body = body;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>
    /// The headers by name, case-insensitive; each call returns a new copy. They may contain cookies or repeat parts of
    /// the request: do not log them unchecked.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers => ReplyHeaders.ByName(_headers);

    /// <summary>The id that Cloudsway's support asks for; null if no header has it.</summary>
    public string? RequestId => ReplyHeaders.RequestId(Headers);

    /// <summary>
    /// The body as the service sent it, at most its first 65,536 characters. It may repeat the prompt or contain a
    /// signed URL: do not log it unchecked.
    /// </summary>
    public string Body { get; }

    /// <summary>The Retry-After of the service; null if it sent none.</summary>
    internal TimeSpan? RetryAfter { get; }

    /// <summary>The status alone, which contains no secret.</summary>
    /// <returns>A text such as "HTTP 200".</returns>
    public override string ToString() => $"HTTP {(int)StatusCode}";
}
