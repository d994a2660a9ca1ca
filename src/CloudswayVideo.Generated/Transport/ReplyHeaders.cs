using System.Globalization;

namespace CloudswayVideo.Transport;

/// <summary>Reads the headers of a reply.</summary>
internal static class ReplyHeaders
{
    /// <summary>The id that Cloudsway's support asks for; null if no header has it.</summary>
    public static string? RequestId(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault("X-Request-Id") ?? headers.GetValueOrDefault("Trace-Id");

    /// <summary>
    /// The Retry-After of a reply, given in seconds or as a date; never negative; null if absent or invalid. A date
    /// counts from the Date of the reply, because the clock of this machine may be wrong.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var asked =
            header?.Delta
            ?? header?.Date - (response.Headers.Date ?? now)
            ?? LooseSeconds(response);
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    /// <summary>All headers, those of the content included, unvalidated.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All(HttpResponseMessage response)
    {
        foreach (var header in response.Headers.NonValidated)
        {
            yield return new(header.Key, header.Value.ToString());
        }

        foreach (var header in response.Content.Headers.NonValidated)
        {
            yield return new(header.Key, header.Value.ToString());
        }
    }

    /// <summary>Headers by name, case-insensitive.</summary>
    // A handler of the application may set the same header on the response and on its content.
    public static IReadOnlyDictionary<string, string> ByName(
        IEnumerable<KeyValuePair<string, string>> headers
    ) =>
        headers
            .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                name => name.Key,
                name => string.Join(", ", name.Select(header => header.Value)),
                StringComparer.OrdinalIgnoreCase
            );

    // HTTP allows neither fractions of a second nor more seconds than an int holds, but services send both.
    private static TimeSpan? LooseSeconds(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
        && double.TryParse(
            values.ToString(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue))
            : null;
}
