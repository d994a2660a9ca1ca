using System.Globalization;

namespace CloudswayVideo.Http;

/// <summary>One call of an operation, as the generated code declares it.</summary>
internal sealed class ApiRequest(HttpMethod method, string template)
{
    private static readonly string UserAgent = $"CloudswayVideo/{typeof(ApiRequest).Assembly.GetName().Version?.ToString(3)}";

    private string _path = template;
    private string _query = "";
    private List<(string Name, string Value)>? _headers;

    public HttpMethod Method { get; } = method;

    /// <summary>The path as the contract writes it, which names no id: what may be shown in a log.</summary>
    public string Template { get; } = template;

    public object? Content { get; private set; }

    /// <summary>The texts of the request, its prompt among them, which the service may repeat and no message may show.</summary>
    public IReadOnlyCollection<string> Texts { get; private set; } = [];

    /// <summary>Whether the call may cost money, so that it must not be repeated blindly.</summary>
    public bool IsSubmission => Method != HttpMethod.Get && Method != HttpMethod.Head;

    public ApiRequest Path(string name, object value)
    {
        _path = _path.Replace("{" + name + "}", PathSegment.Check(Text(value), name), StringComparison.Ordinal);
        return this;
    }

    public ApiRequest Query(string name, object? value)
    {
        if (Text(value) is { } text)
        {
            _query += $"{(_query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(text)}";
        }

        return this;
    }

    public ApiRequest Header(string name, object? value)
    {
        if (Text(value) is { } text)
        {
            (_headers ??= []).Add((name, text));
        }

        return this;
    }

    public ApiRequest Body(object body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Texts = RequestCheck.Run(body);
        Content = body;
        return this;
    }

    public HttpRequestMessage ToMessage(Uri baseUrl)
    {
        var url = new Uri($"{baseUrl.AbsoluteUri.AsSpan().TrimEnd('/')}/{_path.AsSpan().TrimStart('/')}{_query}");
        var message = new HttpRequestMessage(Method, url);
        // Constants need no parsing, which would allocate on every poll.
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var (name, value) in _headers ?? [])
        {
            message.Headers.Add(name, value);
        }

        return message;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
