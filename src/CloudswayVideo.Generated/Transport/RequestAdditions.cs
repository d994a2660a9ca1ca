using System.Buffers;
using System.Text;

namespace CloudswayVideo.Transport;

/// <summary>What a caller adds to one call, checked and copied. Values are never part of a message.</summary>
internal sealed class RequestAdditions
{
    private const int LongestText = 8 * 1024;

    // A shorter key is none that anyone has to keep, and would be found within innocent words.
    private const int ShortestSecret = 8;

    // What frames the message, decides how the answer is read, or could carry a key.
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

    // What HTTP allows in the value of a header: ASCII that can be seen, blanks and tabs.
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

    /// <summary>Copies what a caller adds, and checks it.</summary>
    /// <param name="options">What the caller adds.</param>
    /// <param name="message">The request as it is without that.</param>
    /// <param name="query">Its query.</param>
    /// <param name="keyHeader">The header that carries the key.</param>
    /// <exception cref="ArgumentException">Some of it cannot be sent; the message names all of that.</exception>
    public static RequestAdditions Of(
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

    /// <summary>Looks for the access key, which travels in its own header alone.</summary>
    /// <exception cref="ArgumentException">A value holds it.</exception>
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
                "Nothing was sent. A header or a parameter of the query holds the access key. "
                    + $"Take it out of the {nameof(RequestOptions)}: the client sends the key itself."
            );
        }
    }

    // What is wrong with a header; null if nothing is.
    private static string? HeaderProblem(
        HttpRequestMessage message,
        string name,
        string? value,
        string keyHeader
    ) =>
        !IsOfRequest(name) && !IsOfBody(name) ? "The name of a header is none that HTTP allows"
        : Reserved.Append(keyHeader).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? $"The header {name} is the client's own: it frames the message or could carry a key"
        : !IsOfRequest(name) ? $"The header {name} describes a body, which the client does itself"
        : message.Headers.Contains(name) ? $"The header {name} is sent by the client itself"
        : string.IsNullOrWhiteSpace(value) ? $"The header {name} has no value"
        : value.Length > LongestText
            ? $"The header {name} has {value.Length} characters, at most {LongestText} are allowed"
        : value.AsSpan().ContainsAnyExcept(InHeaders)
            ? $"The header {name} holds a line break or a character outside ASCII"
        : !CanBeAdded(name, value)
            ? $"The header {name} has a value that HTTP does not allow for it"
        : null;

    // What is wrong with a parameter of the query; null if nothing is.
    private static string? QueryProblem(string query, string name, string? value) =>
        name.Length == 0 ? "A parameter of the query has no name"
        : value is null ? "A parameter of the query has no value; give an empty text for that"
        : !IsWellFormed(name) || !IsWellFormed(value)
            ? "A parameter of the query holds half a surrogate pair"
        : Uri.EscapeDataString(name).Length + Uri.EscapeDataString(value).Length > LongestText
            ? $"A parameter of the query has more than {LongestText} characters once it is escaped"
        : $"&{query.TrimStart('?')}".Contains(
            $"&{Uri.EscapeDataString(name)}=",
            StringComparison.Ordinal
        )
            ? "A parameter of the query is one that the operation has itself"
        : null;

    /// <summary>Whether a text has no half of a surrogate pair, which would be sent as another character.</summary>
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
