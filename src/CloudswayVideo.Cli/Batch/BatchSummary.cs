using CloudswayVideo.Queue;

namespace CloudswayVideo.Cli.Batch;

/// <summary>How the rows of a batch stand, and what a run will do about it.</summary>
internal sealed record BatchSummary(IReadOnlyList<BatchVideo> Rows, int Limit)
{
    private const int ShownNumbers = 10;

    /// <summary>How many jobs will be submitted.</summary>
    public int ToSubmit => Math.Min(Count(QueuedVideoState.Waiting), Limit);

    /// <summary>The rows that will be submitted.</summary>
    public IEnumerable<BatchVideo> Pending =>
        Rows.Where(row => row.State == QueuedVideoState.Waiting).Take(Limit);

    /// <summary>How many rows will run: the submitted ones, and those that were accepted before.</summary>
    public int ToRun => ToSubmit + Count(QueuedVideoState.Accepted);

    public int Count(QueuedVideoState state) => Rows.Count(row => row.State == state);

    /// <summary>A line for each command, and one for what asks for a decision.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (
            var command in Rows.GroupBy(row => row.Command)
                .OrderBy(command => command.Key, StringComparer.Ordinal)
        )
        {
            yield return $"{command.Key}: {command.Count()} rows, "
                + $"{string.Join(", ", command.GroupBy(row => row.State).OrderBy(state => state.Key).Select(state => $"{state.Count()} {Name(state.Key)}"))}";
        }

        if (Unknown is { } unknown)
        {
            yield return unknown;
        }
    }

    /// <summary>What is to be said of the rows of unknown outcome, if there are any.</summary>
    public string? Unknown =>
        Rows.Where(row => row.State == QueuedVideoState.Ambiguous)
            .Select(row => row.Number)
            .ToList()
            is { Count: > 0 } numbers
            ? $"{numbers.Count} rows were sent and may have been accepted: "
                + $"{string.Join(", ", numbers.Take(ShownNumbers))}{(numbers.Count > ShownNumbers ? ", …" : "")}. "
                + "Check the account; --resubmit-unknown submits them again."
            : null;

    public static string Name(QueuedVideoState state) =>
        state switch
        {
            QueuedVideoState.Waiting => "to submit",
            QueuedVideoState.Accepted => "accepted and not saved",
            QueuedVideoState.Ambiguous => "of unknown outcome",
            _ => Word(state),
        };

    /// <summary>How the results call a state, whatever the journal does.</summary>
    public static string Word(QueuedVideoState state) =>
        state switch
        {
            QueuedVideoState.Waiting => "pending",
            QueuedVideoState.Ambiguous => "unknown",
            _ => state.ToString().ToLowerInvariant(),
        };
}
