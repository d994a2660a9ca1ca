using System.Globalization;

namespace CloudswayVideo.MockServer.Replies;

/// <summary>The Prefer header of a request, in the form of Prism: "code=404, example=not_found".</summary>
internal sealed record Preference(int? StatusCode, string? Example)
{
    public static Preference? Parse(string? header)
    {
        var parts = (header ?? "")
            .Split(
                [',', ';'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            // The first of two with the same name counts (RFC 7240).
            .DistinctBy(part => part[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                part => part[0],
                part => part[1].Trim('"'),
                StringComparer.OrdinalIgnoreCase
            );
        var code = int.TryParse(
            parts.GetValueOrDefault("code"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : (int?)null;
        var example = parts.GetValueOrDefault("example");
        return code is null && example is null ? null : new Preference(code, example);
    }
}
