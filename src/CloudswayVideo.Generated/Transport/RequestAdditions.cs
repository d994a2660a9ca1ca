using System.Buffers;
using System.Text;

namespace CloudswayVideo.Transport;

/// <summary>A checked copy of the caller's options for one call. Messages never contain values.</summary>
internal sealed class RequestAdditions
{
    private const int LongestText = 8 * 1024;

    // A shorter key is no real secret, and could be part of an ordinary word.
    private const int ShortestSecret = 8;

    // Headers that control the connection, change how the reply is read, or could carry a key.
    private static readonly string[] Reserved =
    [
        "Accept-Encoding",
        "Authorization",
        "Connection",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    ];

    // HTTP allows visible ASCII characters, spaces and tabs in the value of a header.
    private static readonly SearchValues<char> InHeaders = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code),
        '\t',
    ]);

    private RequestAdditions(RequestOptions options)
    {
        Timeout = options.Timeout;
        Headers = options.Headers.ToDictionary();
        Query = options.Query.ToDictionary();
    }

    public TimeSpan? Timeout { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>Copies and checks the options.</summary>
    /// <param name="options">The options of the caller.</param>
    /// <param name="message">The request without the options.</param>
    /// <param name="query">The query of that request.</param>
    /// <param name="keyHeader">The header that carries the key.</param>
    /// <exception cref="ArgumentException">Some options cannot be sent; the message names each of them.</exception>
    public static RequestAdditions Create(
        RequestOptions options,
        HttpRequestMessage message,
        string query,
        string keyHeader
    )
    {
        if (options.Timeout is { } time)
        {
            CloudswayOptions.CheckTime(time, nameof(Timeout));
        }

        var additions = new RequestAdditions(options);
        string[] problems =
        [
            .. additions
                .Headers.Select(one => HeaderProblem(message, one.Key, one.Value, keyHeader))
                .Concat(additions.Query.Select(one => QueryProblem(query, one.Key, one.Value)))
                .OfType<string>(),
        ];
        return problems.Length == 0
            ? additions
            : throw new ArgumentException(
                $"Nothing was sent. {string.Join(". ", problems)}. Correct the {nameof(RequestOptions)}.",
                nameof(options)
            );
    }

    /// <summary>Searches for the access key, which may be sent only in its own header.</summary>
    /// <exception cref="ArgumentException">A header or a parameter contains the key.</exception>
    public void CheckForKey(string key)
    {
        if (
            key.Length >= ShortestSecret
            && Headers
                .Concat(Query)
                .Any(one => $"{one.Key}={one.Value}".Contains(key, StringComparison.Ordinal))
        )
        {
            throw new ArgumentException(
                "Nothing was sent. A header or a query parameter contains the access key. "
                    + $"Remove it from the {nameof(RequestOptions)}: the client sends the key itself."
            );
        }
    }

    private static string? HeaderProblem(
        HttpRequestMessage message,
        string name,
        string? value,
        string keyHeader
    ) =>
        !IsOfRequest(name) && !IsOfBody(name) ? "A header has a name that HTTP does not allow"
        : Reserved.Append(keyHeader).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? $"The header {name} is reserved: it controls the connection or could carry a key"
        : !IsOfRequest(name) ? $"The header {name} describes the body, which only the client may do"
        : message.Headers.Contains(name) ? $"The header {name} is already sent by the client"
        : string.IsNullOrWhiteSpace(value) ? $"The header {name} has no value"
        : value.Length > LongestText
            ? $"The header {name} has {value.Length} characters; at most {LongestText} are allowed"
        : value.AsSpan().ContainsAnyExcept(InHeaders)
            ? $"The header {name} contains a line break or a character outside ASCII"
        : !CanBeAdded(name, value)
            ? $"The header {name} has a value that HTTP does not allow for it"
        : null;

    private static string? QueryProblem(string query, string name, string? value) =>
        name.Length == 0 ? "A query parameter has no name"
        : value is null
            ? "A query parameter is null; use an empty string for a parameter without a value"
        : !IsWellFormed(name) || !IsWellFormed(value)
            ? "A query parameter contains half a surrogate pair"
        : Uri.EscapeDataString(name).Length + Uri.EscapeDataString(value).Length > LongestText
            ? $"A query parameter has more than {LongestText} characters after escaping"
        : $"&{query.TrimStart('?')}".Contains(
            $"&{Uri.EscapeDataString(name)}=",
            StringComparison.Ordinal
        )
            ? "A query parameter has the name of a parameter of the operation"
        : null;

    /// <summary>Whether a text has no unpaired surrogate, which would be sent as another character.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static bool IsOfRequest(string name)
    {
        using var message = new HttpRequestMessage();
        return message.Headers.TryAddWithoutValidation(name, "x");
    }

    private static bool IsOfBody(string name)
    {
        using var body = new ByteArrayContent([]);
        return body.Headers.TryAddWithoutValidation(name, "x");
    }

    private static bool CanBeAdded(string name, string value)
    {
        using var message = new HttpRequestMessage();
        try
        {
            message.Headers.Add(name, value);
            return true;
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
