namespace CloudswayVideo.Queue.Steps;

/// <summary>What of an exception may be written down.</summary>
internal static class Words
{
    /// <summary>
    /// The message where it is known to hold no secret; of others, such as those of a store, the type.
    /// </summary>
    public static string Of(Exception exception) =>
        exception
            is CloudswayException
                or ArgumentException
                or IOException
                or UnauthorizedAccessException
            ? exception.Message
            : $"{exception.GetType().Name}; its words may hold a secret and are not kept.";
}
