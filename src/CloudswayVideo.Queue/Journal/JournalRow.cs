namespace CloudswayVideo.Queue.Journal;

/// <summary>A row of the journal. Moments are milliseconds since 1970, by the clock of the database.</summary>
internal record JournalRow
{
    public required string Key { get; init; }

    /// <summary>The type of the request or, in a batch of the tool, the command.</summary>
    public required string Kind { get; init; }

    /// <summary>The key of the client; blank for the main client.</summary>
    public required string Endpoint { get; init; }

    public QueuedVideoState State { get; init; }

    /// <summary>The token of the accepted job, or its id alone.</summary>
    public string? Job { get; init; }

    /// <summary>The possible id of the job of an ambiguous row.</summary>
    public string? Possible { get; init; }

    /// <summary>The tokens of the jobs of earlier submissions, separated by blanks.</summary>
    public string? Earlier { get; init; }

    public string? File { get; init; }

    public string? Reason { get; init; }

    /// <summary>The span that enqueued the row, as W3C's traceparent.</summary>
    public string? Trace { get; init; }

    /// <summary>The id of the engine's job that delivers the row.</summary>
    public string? EngineJob { get; init; }

    /// <summary>The id of the last submission.</summary>
    public string? Attempt { get; init; }

    /// <summary>When a worker that submits the row, or notifies the application, is taken for dead.</summary>
    public long LeaseEnd { get; init; }

    /// <summary>
    /// How often the job was asked about; before that, the failed submissions in a row; after the end, the failed
    /// notifications.
    /// </summary>
    public long Asked { get; init; }

    /// <summary>When the service last answered that the job has not ended.</summary>
    public long RunningAt { get; init; }

    /// <summary>1 once the application was notified of the end.</summary>
    public long Notified { get; init; }

    public long Created { get; init; }

    public long Changed { get; init; }

    /// <summary>When the next step is due; null without one.</summary>
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
