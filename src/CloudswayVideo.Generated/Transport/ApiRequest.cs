using System.Globalization;
using System.Net;
using CloudswayVideo.Errors;
using CloudswayVideo.Options;
using CloudswayVideo.Transport.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Transport;

/// <summary>One call of an operation. The generated code builds it with the methods below.</summary>
internal sealed partial class ApiRequest(HttpMethod method, string template)
{
    private static readonly Uri PlaceholderUrl = new("https://localhost");

    // No operation has more than two segments, and this list is allocated for every poll.
    private readonly List<(string Name, string Value)> _segments = new(2);
    private string _query = "";
    private string _accept = "application/json";
    private Func<Uri, Uri>? _server;
    private List<(string Name, string Value)>? _headers;
    private RequestAdditions? _additions;
    private JObject? _fields;
    private HttpStatusCode _lastStatus;
    private bool _isQuestion = method == HttpMethod.Get || method == HttpMethod.Head;

    public HttpMethod Method { get; } = method;

    /// <summary>The path template of the contract. It contains no values, so it may be logged.</summary>
    public string Template { get; } = template;

    public object? Content { get; private set; }

    /// <summary>The header for the key; blank if the operation needs no key.</summary>
    public string KeyHeader { get; private set; } = "Authorization";

    /// <summary>The text before the key in its header.</summary>
    public string KeyPrefix { get; private set; } = "Bearer ";

    /// <summary>The key of the last attempt.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>
    /// Whether the call may cost money, so that <see cref="AnswerTable"/> must allow each repetition.
    /// </summary>
    public bool IsSubmission => !_isQuestion;

    public Asked Asked => IsSubmission ? Asked.Submission : Asked.Question;

    /// <summary>The job that the call asks about; null if it does not ask about one.</summary>
    public string? JobId { get; private set; }

    /// <summary>The status of the last response; null if there was none.</summary>
    public HttpStatusCode? LastStatus
    {
        get => _lastStatus == default ? null : _lastStatus;
        set => _lastStatus = value ?? default;
    }

    /// <summary>The time limit of this call; null for that of the client.</summary>
    public TimeSpan? Timeout => _additions?.Timeout;

    /// <summary>How many times the call was repeated.</summary>
    public int Repeats { get; set; }

    /// <summary>Says that the call only asks about a job, whatever its method, so that it may be repeated.</summary>
    public ApiRequest Question()
    {
        _isQuestion = true;
        return this;
    }

    public ApiRequest Job(string id)
    {
        JobId = id;
        return this;
    }

    public ApiRequest Path(string name, object value)
    {
        _segments.Add((name, PathSegment.Check(Format(value), name)));
        return this;
    }

    public ApiRequest Query(string name, object? value)
    {
        foreach (var text in Values(value))
        {
            _query +=
                $"{(_query.Length == 0 ? '?' : '&')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(text)}";
        }

        return this;
    }

    /// <summary>Adds a list as one value, separated by commas.</summary>
    public ApiRequest QueryList(string name, object? value) =>
        Query(name, string.Join(',', Values(value)) is { Length: > 0 } list ? list : null);

    /// <summary>Sets the media type of the reply; JSON by default.</summary>
    public ApiRequest Accept(string mediaType)
    {
        _accept = mediaType;
        return this;
    }

    /// <summary>Sets the header and the prefix of the key; "Authorization: Bearer" by default.</summary>
    public ApiRequest Key(string header, string prefix)
    {
        (KeyHeader, KeyPrefix) = (header, prefix);
        return this;
    }

    /// <summary>
    /// Sets the server of this operation, if it is not that of the family. In a base URL of the user, only the path
    /// changes, and only if it ends with the path of the family.
    /// </summary>
    public ApiRequest Server(Uri familyUrl, string url)
    {
        var operationUrl = new Uri(familyUrl, url);
        var familyPath = familyUrl.AbsolutePath;
        _server = baseUrl =>
            baseUrl == familyUrl ? operationUrl
            : baseUrl.AbsolutePath.EndsWith(familyPath, StringComparison.Ordinal)
                ? new Uri(baseUrl.AbsoluteUri[..^familyPath.Length] + operationUrl.AbsolutePath)
            : baseUrl;
        return this;
    }

    public ApiRequest Header(string name, object? value)
    {
        if (string.Join(',', Values(value)) is { Length: > 0 } text)
        {
            (_headers ??= []).Add((name, text));
        }

        return this;
    }

    /// <summary>Adds a field of the body of a question.</summary>
    public ApiRequest Field(string name, object? value)
    {
        if (value is not null)
        {
            (_fields ??= [])[name] = JToken.FromObject(value, WireJson.Serializer);
        }

        return this;
    }

    /// <summary>An id that is a number in the body of a question.</summary>
    public static object Number(string id) =>
        long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : id;

    public ApiRequest Body(object body)
    {
        ArgumentNullException.ThrowIfNull(body);
        RequestCheck.Run(body);
        Content = body;
        return this;
    }

    /// <summary>
    /// Adds the caller's options. It is called last, because options must not replace what the request already has.
    /// </summary>
    /// <exception cref="ArgumentException">Some options cannot be sent; the message names each of them.</exception>
    public ApiRequest With(RequestOptions? options)
    {
        if (options is null)
        {
            return this;
        }

        using var message = ToMessage(PlaceholderUrl);
        _additions = RequestAdditions.Create(options, message, _query, KeyHeader);
        foreach (var (name, value) in _additions.Headers)
        {
            Header(name, value);
        }

        foreach (var (name, value) in _additions.Query)
        {
            Query(name, value);
        }

        return this;
    }

    /// <summary>Searches the caller's headers and query for the key, because proxies may log them.</summary>
    /// <exception cref="ArgumentException">They contain the key.</exception>
    public void CheckForKey() => _additions?.CheckForKey(AccessKey);
}
