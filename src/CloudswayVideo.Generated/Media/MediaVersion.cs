using System.Globalization;
using System.Net.Http.Headers;

namespace CloudswayVideo;

/// <summary>What the storage says of the bytes it sends, so that they can be told from the bytes of another video.</summary>
/// <param name="Tag">The strong ETag with its quotes; null if there is none, and a weak one is none here.</param>
/// <param name="Length">How many bytes the whole video has, if that was announced.</param>
internal readonly record struct MediaVersion(string? Tag, long? Length)
{
    /// <summary>Whether a transfer that broke off can be continued: without both, nothing proves that the rest belongs to the start.</summary>
    public bool CanBeContinued => Tag is not null && Length is not null;

    public static MediaVersion Of(HttpResponseMessage response) =>
        new(StrongTag(response.Headers.ETag), response.Content.Headers.ContentLength);

    /// <summary>Reads what <see cref="ToNote"/> wrote; the default if it was not written to its end.</summary>
    public static MediaVersion FromNote(string note) =>
        note.Split('\n') is [var length, var tag]
        && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        && EntityTagHeaderValue.TryParse(tag, out var parsed)
            ? new MediaVersion(StrongTag(parsed), bytes)
            : default;

    /// <summary>The tag comes last because its closing quote proves that the note was not cut off.</summary>
    public string ToNote() => string.Create(CultureInfo.InvariantCulture, $"{Length}\n{Tag}");

    /// <summary>Whether a response with status 206 brings the rest of this video from a position on.</summary>
    public bool IsContinuedBy(HttpResponseMessage response, long from) =>
        response.Content.Headers.ContentRange is { Unit: "bytes" } range
        && range.From == from
        && range.Length == Length
        // If-Range makes a server prove this; some ignore it.
        && (response.Headers.ETag is null || StrongTag(response.Headers.ETag) == Tag);

    private static string? StrongTag(EntityTagHeaderValue? tag) =>
        tag is { IsWeak: false } && tag.Tag.StartsWith('"') ? tag.Tag : null;
}
