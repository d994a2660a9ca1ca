namespace CloudswayVideo.Queue.Submission;

/// <summary>The text of an exception that the journal may keep.</summary>
internal static class SafeReason
{
    /// <summary>
    /// Whether a failure is a reason for its row to wait. After others, such as of the journal, the whole step is run
    /// again.
    /// </summary>
    public static bool BelongsToRow(Exception exception) =>
        exception
            is not (VideoJournalException or OperationCanceledException or OutOfMemoryException);

    /// <summary>The message if it is known to hold no secret; otherwise, as for a store, the type.</summary>
    public static string For(Exception exception) =>
        exception
            is CloudswayException
                or ArgumentException
                or IOException
                or UnauthorizedAccessException
            ? exception.Message
            : $"{exception.GetType().Name}; its message may hold a secret and is not kept.";
}
