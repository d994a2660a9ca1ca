namespace CloudswayVideo.Transport;

/// <summary>What the headers of a reply say.</summary>
internal static class ReplyHeaders
{
    /// <summary>What to quote to Cloudsway's support; null if no header names it.</summary>
    public static string? RequestId(HttpResponseMessage response) =>
        First(response, "X-Request-Id") ?? First(response, "Trace-Id");

    /// <summary>The Retry-After of a reply, as seconds or as a date; what is neither is ignored.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - now;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    public static IReadOnlyDictionary<string, string> All(HttpResponseMessage response) =>
        response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(
                header => header.Key,
                header => string.Join(", ", header.Value),
                StringComparer.OrdinalIgnoreCase
            );

    private static string? First(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
