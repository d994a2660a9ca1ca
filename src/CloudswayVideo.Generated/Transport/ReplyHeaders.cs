namespace CloudswayVideo.Transport;

/// <summary>Reads the headers of a reply.</summary>
internal static class ReplyHeaders
{
    /// <summary>The id that Cloudsway's support asks for; null if no header has it.</summary>
    public static string? RequestId(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault("X-Request-Id") ?? headers.GetValueOrDefault("Trace-Id");

    /// <summary>
    /// The Retry-After of a reply, given in seconds or as a date; never negative; null if absent or invalid.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - now;
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
    public static IReadOnlyDictionary<string, string> ByName(
        IEnumerable<KeyValuePair<string, string>> headers
    ) => new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
}
