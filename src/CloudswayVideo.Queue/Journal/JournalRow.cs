namespace CloudswayVideo.Queue.Journal;

/// <summary>A row of the journal. Moments are milliseconds since 1970, by the clock of the database.</summary>
internal record JournalRow
{
    public required string Key { get; init; }

    /// <summary>What is submitted: the type of the request or, in a batch of the tool, the command.</summary>
    public required string Kind { get; init; }

    /// <summary>Blank for the main client.</summary>
    public required string Endpoint { get; init; }

    public QueuedVideoState State { get; init; }

    /// <summary>The token of the accepted job, or its id alone.</summary>
    public string? Job { get; init; }

    public string? Possible { get; init; }

    /// <summary>The tokens of jobs of earlier submissions, with blanks between them.</summary>
    public string? Earlier { get; init; }

    public string? File { get; init; }

    public string? Reason { get; init; }

    /// <summary>The span that enqueued it, as W3C's traceparent.</summary>
    public string? Trace { get; init; }

    /// <summary>The job of the engine that the row belongs to.</summary>
    public string? Ticket { get; init; }

    /// <summary>Which submission is, or was, under way.</summary>
    public string? Attempt { get; init; }

    /// <summary>Until when a worker submits it, or tells of its end, before it is taken for dead.</summary>
    public long Until { get; init; }

    /// <summary>How often the job was asked about, or in a row was in vain submitted or told of.</summary>
    public long Asked { get; init; }

    /// <summary>When the service answered last that the job has not ended.</summary>
    public long Heard { get; init; }

    /// <summary>Whether the application heard of the end.</summary>
    public long Told { get; init; }

    public long Created { get; init; }

    public long Changed { get; init; }

    /// <summary>When the next step is due; null if none is.</summary>
    public long? NextAt { get; init; }

    /// <summary>When the row was read.</summary>
    public long Now { get; init; }

    public QueuedVideo ToVideo() =>
        new()
        {
            Key = Key,
            Kind = Kind,
            Endpoint = Endpoint.Length == 0 ? null : Endpoint,
            State = State,
            JobToken = Job,
            PossibleJobId = Possible,
            EarlierJobTokens = Earlier?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            File = File,
            Reason = Reason,
            EnqueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(Created),
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(Changed),
            NextAt = NextAt is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null,
        };
}
