namespace CloudswayVideo.Contract.Reading;

/// <summary>How the client reads a body of a media type: as JSON, as text, or as bytes.</summary>
internal static partial class MediaTypes
{
    /// <summary>Whether this can be a media type; "json" and "aplication/json" cannot.</summary>
    public static bool IsMediaType(string text) => Form().IsMatch(text);

    /// <summary>Whether a body of this type is read as JSON; "*/*" is.</summary>
    public static bool IsJson(string mediaType) =>
        mediaType.Contains("json", StringComparison.OrdinalIgnoreCase) || mediaType == "*/*";

    /// <summary>Whether a body of this type is text.</summary>
    public static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a body of this type is neither JSON nor text; in a file step it is the video itself.</summary>
    public static bool IsBytes(string mediaType) =>
        mediaType.Length > 0 && !IsJson(mediaType) && !IsText(mediaType);

    [GeneratedRegex(
        @"\A(application|audio|font|image|message|model|multipart|text|video|\*)/[-\w.+*]+(\s*;.*)?\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Form();
}
