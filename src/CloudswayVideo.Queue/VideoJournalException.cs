namespace CloudswayVideo.Queue;

/// <summary>
/// The journal cannot be read or written: its database cannot be reached, is full, or has another schema.
/// </summary>
public sealed class VideoJournalException : Exception
{
    internal VideoJournalException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
