namespace CloudswayVideo.Queue;

/// <summary>
/// The journal cannot be read or written: its database cannot be reached, is full, or has another schema.
/// </summary>
/// <param name="message">What was found, and what to do. It must hold no password of the database.</param>
/// <param name="innerException">The failure of the database; null without one.</param>
public sealed class VideoJournalException(string message, Exception? innerException = null)
    : Exception(message, innerException);
