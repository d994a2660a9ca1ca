namespace CloudswayVideo.Transport;

/// <summary>What the headers of a reply say.</summary>
internal static class ReplyHeaders
{
    /// <summary>What to quote to Cloudsway's support; null if no header names it.</summary>
    public static string? RequestId(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault("X-Request-Id") ?? headers.GetValueOrDefault("Trace-Id");

    /// <summary>The Retry-After of a reply, as seconds or as a date; what is neither is ignored.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - now;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    /// <summary>All headers as they came, those of the body too.</summary>
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

    /// <summary>Headers by name, in any case.</summary>
    public static IReadOnlyDictionary<string, string> ByName(
        IEnumerable<KeyValuePair<string, string>> headers
    ) => new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
}
