using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Options;

namespace CloudswayVideo;

/// <summary>
/// The content of a token from <see cref="VideoJob.ToToken"/>, which says which client its job belongs to. It contains
/// no key, no prompt and no URL.
/// </summary>
public sealed class VideoJobToken
{
    // Ids cannot contain it, so that an id is never mistaken for a token.
    private const char Separator = ':';
    private const string Version = "cv1";

    internal VideoJobToken(
        string family,
        string? operation,
        string endpointPath,
        DateTimeOffset? submittedAt,
        string id
    )
    {
        Family = family;
        Operation = operation;
        EndpointPath = endpointPath;
        SubmittedAt = submittedAt;
        Id = id;
    }

    /// <summary>The family of the job, such as "Hailuo" or "Haiper".</summary>
    public string Family { get; }

    /// <summary>The kind of job, such as "generate", "upscale" or "extend"; null if it is unknown.</summary>
    public string? Operation { get; }

    /// <summary>The endpoint path of the client that submitted the job.</summary>
    public string EndpointPath { get; }

    /// <summary>When the job was accepted, to the millisecond; null if it is unknown.</summary>
    public DateTimeOffset? SubmittedAt { get; }

    /// <summary>The id of the job.</summary>
    public string Id { get; }

    /// <summary>Reads a token.</summary>
    /// <param name="text">The token.</param>
    /// <returns>Its content.</returns>
    /// <exception cref="ArgumentException">The token is damaged, or from a newer version of this library.</exception>
    public static VideoJobToken Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Separator);
        if (
            parts[0] != Version
            && parts[0].StartsWith("cv", StringComparison.Ordinal)
            && int.TryParse(
                parts[0].AsSpan(2),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out _
            )
        )
        {
            throw new ArgumentException(
                $"The job token has version {parts[0]}; this version of the library reads {Version}. "
                    + "Update the library, or use the id of the job.",
                nameof(text)
            );
        }

        var end = text.LastIndexOf(Separator);
        return
            parts
                is [
                    Version,
                    var family,
                    var operation,
                    var endpointPath,
                    var submittedAt,
                    var id,
                    var checksum,
                ]
            && checksum == Checksum(text[..end])
            && TryReadMoment(submittedAt, out var moment)
            ? new VideoJobToken(
                family,
                operation.Length == 0 ? null : operation,
                endpointPath,
                moment,
                PathSegment.Check(id, nameof(text))
            )
            : throw new ArgumentException(
                "The job token is damaged. Use it exactly as ToToken returned it, or use the id of the job.",
                nameof(text)
            );
    }

    /// <summary>Returns the token.</summary>
    /// <returns>A single line that is safe in URLs.</returns>
    public override string ToString()
    {
        var text = string.Join(
            Separator,
            Version,
            Family,
            Operation,
            EndpointPath,
            SubmittedAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            Id
        );
        return text + Separator + Checksum(text);
    }

    internal static bool IsToken(string? text) =>
        text?.Contains(Separator, StringComparison.Ordinal) == true;

    private static bool TryReadMoment(string milliseconds, out DateTimeOffset? moment)
    {
        moment =
            long.TryParse(
                milliseconds,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && number <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(number)
                : null;
        return moment is not null || milliseconds.Length == 0;
    }

    // Against typing errors, not against forgery.
    private static string Checksum(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 4).ToLowerInvariant();
}
