using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Identifies the bytes that the storage sends, so that the start of one file is never joined to the rest of another.
/// </summary>
/// <param name="Tag">The strong ETag with its quotes; null if it is missing, weak or not ASCII.</param>
/// <param name="Length">The length of the whole video in bytes; null if it was not announced.</param>
internal readonly record struct MediaVersion(string? Tag, long? Length)
{
    /// <summary>
    /// Whether a transfer can be continued. Without both values, nothing proves that the rest belongs to the start.
    /// </summary>
    public bool CanBeContinued => Tag is not null && Length is not null;

    /// <summary>
    /// Reads the version from a response with status 200; empty if the body is encoded, because ETag and length then
    /// describe the encoded bytes.
    /// </summary>
    public static MediaVersion FromResponse(HttpResponseMessage response) =>
        ContentDecoding.IsEncoded(response.Content)
            ? default
            : new(StrongTag(response.Headers.ETag), response.Content.Headers.ContentLength);

    /// <summary>Reads what <see cref="ToNote"/> wrote; empty if the note is incomplete.</summary>
    public static MediaVersion FromNote(string note) =>
        note.Split('\n') is [var length, var tag]
        && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        && EntityTagHeaderValue.TryParse(tag, out var parsed)
            ? new MediaVersion(StrongTag(parsed), bytes)
            : default;

    /// <summary>Writes the tag last: its closing quote proves that the note is complete.</summary>
    public string ToNote() => string.Create(CultureInfo.InvariantCulture, $"{Length}\n{Tag}");

    /// <summary>
    /// The position where a response with status 206 ends; null if the response does not continue this video at
    /// <paramref name="from"/>. It may be before the end of the video: some servers limit the bytes of one response.
    /// </summary>
    public long? EndOfRest(HttpResponseMessage response, long from) =>
        response.Content.Headers.ContentRange is { Unit: "bytes", To: { } to } range
        && range.From == from
        && range.Length == Length
        && to >= from
        && to < Length
        && response.Content.Headers.ContentLength is var length
        && (length ?? (to - from + 1)) == to - from + 1
        // The request has If-Range, but some servers ignore it.
        && StrongTag(response.Headers.ETag) == Tag
        && !ContentDecoding.IsEncoded(response.Content)
            ? to + 1
            : null;

    // HttpClient receives a tag with characters outside ASCII, but refuses to send it in If-Range.
    private static string? StrongTag(EntityTagHeaderValue? tag) =>
        tag is { IsWeak: false } && tag.Tag.StartsWith('"') && Ascii.IsValid(tag.Tag)
            ? tag.Tag
            : null;
}
