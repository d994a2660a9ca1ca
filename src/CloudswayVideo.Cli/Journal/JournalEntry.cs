namespace CloudswayVideo.Cli.Journal;

/// <summary>What became of a submission.</summary>
internal enum JournalEvent
{
    /// <summary>About to be sent. If no other line follows, the process ended before it got an answer.</summary>
    Submitting,

    /// <summary>Accepted, with the id.</summary>
    Accepted,

    /// <summary>Not accepted, so nothing is paid.</summary>
    Refused,

    /// <summary>Sent, and possibly accepted.</summary>
    Unknown,

    /// <summary>Accepted, and the video was saved.</summary>
    Saved,

    /// <summary>Accepted, and the job failed.</summary>
    Failed,
}

/// <summary>
/// One line of the journal, which is complete in itself. It holds no key and no image, and a prompt only if the user
/// wants that.
/// </summary>
/// <param name="Attempt">The same for all lines of one submission.</param>
/// <param name="At">When the line was written.</param>
/// <param name="Event">What happened.</param>
/// <param name="Family">The family of the job.</param>
/// <param name="Kind">The kind of job.</param>
/// <param name="Endpoint">The endpoint path that it was sent to.</param>
/// <param name="BaseUrl">The gateway that it was sent to.</param>
/// <param name="Id">The id of the job, if one is known.</param>
/// <param name="Batch">The folder of the batch, for a row of a batch.</param>
/// <param name="Row">The key of the row in its batch.</param>
/// <param name="File">The file of the saved video.</param>
/// <param name="Prompt">The first words of the prompt, if the user wants to keep them.</param>
internal sealed record JournalEntry(
    Guid Attempt,
    DateTimeOffset At,
    JournalEvent Event,
    string Family,
    string Kind,
    string Endpoint,
    string BaseUrl,
    string? Id = null,
    string? Batch = null,
    string? Row = null,
    string? File = null,
    string? Prompt = null
)
{
    /// <summary>Whether the job was accepted, so that the entry has its id.</summary>
    public bool HasJob =>
        Event is JournalEvent.Accepted or JournalEvent.Saved or JournalEvent.Failed;

    /// <summary>Whether the entry has everything that a line must have.</summary>
    public bool IsComplete =>
        Enum.IsDefined(Event)
        && Family is not null
        && Kind is not null
        && Endpoint is not null
        && BaseUrl is not null
        && (Id is not null || !HasJob);
}
