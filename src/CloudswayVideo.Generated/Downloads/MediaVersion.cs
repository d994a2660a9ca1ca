using System.Globalization;
using System.Net.Http.Headers;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>
/// What the storage says of the bytes it sends, so that they can be told from the bytes of another video.
/// </summary>
/// <param name="Tag">The strong ETag with its quotes; null if there is none, and a weak one is none here.</param>
/// <param name="Length">How many bytes the whole video has, if that was announced.</param>
internal readonly record struct MediaVersion(string? Tag, long? Length)
{
    /// <summary>
    /// Whether a transfer that broke off can be continued: without both, nothing proves that the rest belongs to the
    /// start.
    /// </summary>
    public bool CanBeContinued => Tag is not null && Length is not null;

    /// <summary>
    /// What a whole answer says; nothing where it is encoded, because then it speaks of the encoded bytes.
    /// </summary>
    public static MediaVersion Of(HttpResponseMessage response) =>
        ContentDecoding.IsEncoded(response.Content)
            ? default
            : new(StrongTag(response.Headers.ETag), response.Content.Headers.ContentLength);

    /// <summary>Reads what <see cref="ToNote"/> wrote; the default if it was not written to its end.</summary>
    public static MediaVersion FromNote(string note) =>
        note.Split('\n') is [var length, var tag]
        && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        && EntityTagHeaderValue.TryParse(tag, out var parsed)
            ? new MediaVersion(StrongTag(parsed), bytes)
            : default;

    /// <summary>The tag comes last because its closing quote proves that the note was not cut off.</summary>
    public string ToNote() => string.Create(CultureInfo.InvariantCulture, $"{Length}\n{Tag}");

    /// <summary>
    /// Where a response with status 206 ends that goes on with this video at a position; null if it does not. It may
    /// end before the video does: some servers limit the bytes of one answer.
    /// </summary>
    public long? EndOfRest(HttpResponseMessage response, long from) =>
        response.Content.Headers.ContentRange is { Unit: "bytes", To: { } to } range
        && range.From == from
        && range.Length == Length
        && to >= from
        && to < Length
        && response.Content.Headers.ContentLength is var length
        && (length ?? (to - from + 1)) == to - from + 1
        // If-Range makes a server prove this; some ignore it.
        && StrongTag(response.Headers.ETag) == Tag
        && !ContentDecoding.IsEncoded(response.Content)
            ? to + 1
            : null;

    private static string? StrongTag(EntityTagHeaderValue? tag) =>
        tag is { IsWeak: false } && tag.Tag.StartsWith('"') ? tag.Tag : null;
}
