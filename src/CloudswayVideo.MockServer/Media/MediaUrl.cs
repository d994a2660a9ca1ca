using System.Globalization;
using CloudswayVideo.MockServer.Live;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Media;

/// <summary>
/// The URL of a job's video, made like the vendor's: it expires, is signed, and breaks when it is encoded again.
/// </summary>
internal sealed record MediaUrl(string Family, string JobId, bool IsSigned, DateTimeOffset Expires)
{
    public const string Prefix = "/media/";
    private const string Signature = "/BltvbcKIHHDKgHvy651PcV2rzk=";
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(-1);

    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(9);

    /// <summary>The next URL given out for a job; the first ones may have expired, if its scenario has it so.</summary>
    public static string Next(MockJob job, DateTimeOffset now, string root)
    {
        var expires = (now + (job.NextUrl() <= job.Scenario.ExpiredUrls ? Late : Lifetime))
            .ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        var path = Uri.EscapeDataString($"inference_output/video/{job.Family}/{job.Id}/output.mp4");
        var signature = Uri.EscapeDataString(Signature);
        return $"{root}{Prefix}{path}?Expires={expires}&OSSAccessKeyId=MOCK&Signature={signature}";
    }

    /// <summary>Reads the URL of a request; null if it is none of ours.</summary>
    public static MediaUrl? Parse(HttpRequest request)
    {
        var parts = Uri.UnescapeDataString(request.Path.Value![Prefix.Length..]).Split('/');
        return parts.Length != 5
            ? null
            : new MediaUrl(
                parts[2],
                parts[3],
                request.Query["Signature"] == Signature,
                long.TryParse(
                    request.Query["Expires"],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var expires
                )
                && expires <= LastSecond
                    ? DateTimeOffset.FromUnixTimeSeconds(expires)
                    : default
            );
    }
}
