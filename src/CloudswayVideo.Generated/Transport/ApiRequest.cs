using System.Collections;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using CloudswayVideo.Errors;
using CloudswayVideo.Options;

namespace CloudswayVideo.Transport;

/// <summary>One call of an operation, as the generated code declares it.</summary>
internal sealed class ApiRequest(HttpMethod method, string template)
{
    private static readonly string UserAgent =
        $"CloudswayVideo/{typeof(ApiRequest).Assembly.GetName().Version?.ToString(3)}";

    private static readonly Uri Nowhere = new("https://localhost");

    // No operation has more than two, and a list of the usual size is half empty at every poll.
    private readonly List<(string Name, string Value)> _segments = new(2);
    private string _query = "";
    private string _accept = "application/json";
    private Func<Uri, Uri>? _server;
    private List<(string Name, string Value)>? _headers;
    private RequestAdditions? _additions;
    private HttpStatusCode _lastStatus;

    public HttpMethod Method { get; } = method;

    /// <summary>The path as the contract writes it, which names no id: what may be shown in a log.</summary>
    public string Template { get; } = template;

    public object? Content { get; private set; }

    /// <summary>The header that carries the key; blank where the operation takes none.</summary>
    public string KeyHeader { get; private set; } = "Authorization";

    /// <summary>What stands before the key in its header.</summary>
    public string KeyPrefix { get; private set; } = "Bearer ";

    /// <summary>The key that the call was sent with last.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>Whether the call may cost money, so that it must not be repeated blindly.</summary>
    public bool IsSubmission => Method != HttpMethod.Get && Method != HttpMethod.Head;

    public Asked Asked => IsSubmission ? Asked.Submission : Asked.Question;

    /// <summary>The job that the call asks about, if it does.</summary>
    public string? JobId { get; private set; }

    /// <summary>The status of the last answer, if there was one.</summary>
    public HttpStatusCode? LastStatus
    {
        get => _lastStatus == default ? null : _lastStatus;
        set => _lastStatus = value ?? default;
    }

    /// <summary>How long the call may take, where it differs from the others of its client.</summary>
    public TimeSpan? Timeout => _additions?.Timeout;

    /// <summary>How often the call was sent again.</summary>
    public int Repeats { get; set; }

    public ApiRequest Job(string id)
    {
        JobId = id;
        return this;
    }

    public ApiRequest Path(string name, object value)
    {
        _segments.Add((name, PathSegment.Check(Text(value), name)));
        return this;
    }

    public ApiRequest Query(string name, object? value)
    {
        foreach (var text in Texts(value))
        {
            _query +=
                $"{(_query.Length == 0 ? '?' : '&')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(text)}";
        }

        return this;
    }

    /// <summary>A list as one value, with commas between.</summary>
    public ApiRequest QueryList(string name, object? value) =>
        Query(name, string.Join(',', Texts(value)) is { Length: > 0 } list ? list : null);

    /// <summary>What the operation answers with, where it is not JSON.</summary>
    public ApiRequest Accept(string mediaType)
    {
        _accept = mediaType;
        return this;
    }

    /// <summary>How the key is sent, where it is not as a bearer's.</summary>
    public ApiRequest Key(string header, string prefix)
    {
        (KeyHeader, KeyPrefix) = (header, prefix);
        return this;
    }

    /// <summary>
    /// The server of this operation, where the family has another. Of a base URL that the user gave, only the path
    /// changes, if it is the family's.
    /// </summary>
    public ApiRequest Server(Uri ofFamily, string url)
    {
        var own = new Uri(ofFamily, url);
        _server = given =>
            given == ofFamily ? own
            : given.AbsolutePath.EndsWith(ofFamily.AbsolutePath, StringComparison.Ordinal)
                ? new Uri(given.AbsoluteUri[..^ofFamily.AbsolutePath.Length] + own.AbsolutePath)
            : given;
        return this;
    }

    public ApiRequest Header(string name, object? value)
    {
        if (string.Join(',', Texts(value)) is { Length: > 0 } text)
        {
            (_headers ??= []).Add((name, text));
        }

        return this;
    }

    public ApiRequest Body(object body)
    {
        ArgumentNullException.ThrowIfNull(body);
        RequestCheck.Run(body);
        Content = body;
        return this;
    }

    /// <summary>
    /// Adds what the caller wants for this call. It stands last, so that what is there already is known.
    /// </summary>
    /// <exception cref="ArgumentException">Some of it cannot be sent; the message names all of that.</exception>
    public ApiRequest With(RequestOptions? options)
    {
        if (options is null)
        {
            return this;
        }

        using var message = ToMessage(Nowhere);
        _additions = RequestAdditions.Of(options, message, _query, KeyHeader);
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

    /// <summary>Looks for the key where a caller can have put it: a proxy may log what a call adds.</summary>
    /// <exception cref="ArgumentException">It is there.</exception>
    public void CheckForKey() => _additions?.CheckForKey(AccessKey);

    public HttpRequestMessage ToMessage(Uri baseUrl)
    {
        var message = new HttpRequestMessage(Method, UrlAt(baseUrl));
        if (IsSubmission)
        {
            SubmissionPass.Give(message);
        }

        // Constants need no parsing, which would allocate on every poll.
        message.Headers.TryAddWithoutValidation("Accept", _accept);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (_headers is not null)
        {
            foreach (var (name, value) in _headers)
            {
                message.Headers.Add(name, value);
            }
        }

        return message;
    }

    public string UrlAt(Uri baseUrl) => Url(_server?.Invoke(baseUrl) ?? baseUrl);

    // Written in one go: a string for each step would be the larger part of what a poll allocates here.
    private string Url(Uri baseUrl)
    {
        var url = new DefaultInterpolatedStringHandler(
            0,
            0,
            CultureInfo.InvariantCulture,
            stackalloc char[256]
        );
        url.AppendFormatted(baseUrl.AbsoluteUri.AsSpan().TrimEnd('/'));
        url.AppendLiteral("/");
        var rest = Template.AsSpan().TrimStart('/');
        for (int start; (start = rest.IndexOf('{')) >= 0; )
        {
            var end = rest.IndexOf('}');
            url.AppendFormatted(rest[..start]);
            url.AppendLiteral(Segment(rest[(start + 1)..end]));
            rest = rest[(end + 1)..];
        }

        url.AppendFormatted(rest);
        url.AppendLiteral(_query);
        return url.ToStringAndClear();
    }

    private string Segment(ReadOnlySpan<char> name)
    {
        foreach (var (known, value) in _segments)
        {
            if (name.SequenceEqual(known))
            {
                return value;
            }
        }

        throw new InvalidOperationException(
            $"The contract gives no parameter for \"{name}\" in {Template}."
        );
    }

    private static IEnumerable<string> Texts(object? value) =>
        value is IEnumerable list and not string
            ? list.Cast<object?>().Select(Text).OfType<string>()
            : new[] { Text(value) }.OfType<string>();

    private static string? Text(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTimeOffset moment => moment.UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
                CultureInfo.InvariantCulture
            ),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeSpan duration => System.Xml.XmlConvert.ToString(duration),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}
