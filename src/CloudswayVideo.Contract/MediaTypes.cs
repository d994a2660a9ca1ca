namespace CloudswayVideo.Contract;

/// <summary>What a media type of the contract means to the client: JSON is read, text is text, all else are bytes.</summary>
internal static class MediaTypes
{
    /// <summary>Whether a body of this type is read as JSON; one of any type is.</summary>
    public static bool IsJson(string mediaType) =>
        mediaType.Contains("json", StringComparison.OrdinalIgnoreCase) || mediaType == "*/*";

    /// <summary>Whether a body of this type is text.</summary>
    public static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a body of this type is neither; the reply of a file step is then the video itself.</summary>
    public static bool IsBytes(string mediaType) =>
        mediaType.Length > 0 && !IsJson(mediaType) && !IsText(mediaType);
}
