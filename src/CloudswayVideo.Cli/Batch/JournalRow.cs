using System.Text.RegularExpressions;

namespace CloudswayVideo.Cli.Batch;

/// <summary>How far a row has come.</summary>
internal enum RowState
{
    /// <summary>Not submitted, or certainly not accepted.</summary>
    Pending,

    /// <summary>About to be sent. Who finds this after a crash does not know whether it was.</summary>
    Submitting,

    /// <summary>Accepted: there is an id, and no video yet.</summary>
    Accepted,

    /// <summary>The video is there.</summary>
    Saved,

    /// <summary>Refused, or its job failed.</summary>
    Failed,

    /// <summary>Sent, and maybe accepted.</summary>
    Unknown,
}

/// <summary>What the journal knows of a row. It holds no key, prompt, image or signed URL.</summary>
internal sealed partial record JournalRow
{
    public required string Key { get; init; }

    public int Number { get; init; }

    public required string Digest { get; init; }

    public required string Command { get; init; }

    public required string Endpoint { get; init; }

    public RowState State { get; init; }

    /// <summary>Whether it is still in the file.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Where it was submitted; null before.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The id of the job; null before it was accepted.</summary>
    public string? Job { get; init; }

    /// <summary>When it was submitted, in milliseconds since 1970.</summary>
    public long? SubmittedAt { get; init; }

    /// <summary>The time from submitting to the saved video.</summary>
    public double? Seconds { get; init; }

    /// <summary>The submission that the row is about, as the journal of ids calls it; null before.</summary>
    public string? Attempt { get; init; }

    /// <summary>The video's file in the folder.</summary>
    public string? File { get; init; }

    /// <summary>Why it failed or does not go on.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The row as it is once the user wants it submitted again, as far as it is still in the file. Where the id of a
    /// job in doubt is known, that job is asked about instead.
    /// </summary>
    /// <param name="resubmits">Whether what may have been accepted is submitted again.</param>
    /// <param name="retries">Whether what failed is submitted again.</param>
    public JournalRow Released(bool resubmits, bool retries) =>
        (State, IsPresent) switch
        {
            (RowState.Failed, true) when retries => this with { State = RowState.Pending },
            (RowState.Unknown, true) when resubmits && Job is null => this with
            {
                State = RowState.Pending,
            },
            (RowState.Unknown, true) when resubmits && UsableId().IsMatch(Job!) => this with
            {
                State = RowState.Accepted,
            },
            _ => this,
        };

    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._~-]{1,256}\z")]
    private static partial Regex UsableId();
}
