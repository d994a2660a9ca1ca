namespace CloudswayVideo.Cli.Batch;

/// <summary>How the rows of a batch stand, and what a run will do about it.</summary>
internal sealed record BatchSummary(IReadOnlyList<JournalRow> Rows, int Limit)
{
    private const int ShownNumbers = 10;

    /// <summary>How many jobs will be submitted.</summary>
    public int ToSubmit => Math.Min(Count(RowState.Pending), Limit);

    /// <summary>The rows that will be submitted.</summary>
    public IEnumerable<JournalRow> Pending =>
        Rows.Where(row => row.State == RowState.Pending).Take(Limit);

    /// <summary>How many rows will run: the submitted ones, and those that were accepted before.</summary>
    public int ToRun => ToSubmit + Count(RowState.Accepted);

    public int Count(RowState state) => Rows.Count(row => row.State == state);

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
        Rows.Where(row => row.State == RowState.Unknown).Select(row => row.Number).ToList()
            is { Count: > 0 } numbers
            ? $"{numbers.Count} rows were sent and may have been accepted: "
                + $"{string.Join(", ", numbers.Take(ShownNumbers))}{(numbers.Count > ShownNumbers ? ", …" : "")}. "
                + "Check the account; --resubmit-unknown submits them again."
            : null;

    public static string Name(RowState state) =>
        state switch
        {
            RowState.Pending => "to submit",
            RowState.Accepted => "accepted and not saved",
            RowState.Unknown => "of unknown outcome",
            _ => state.ToString().ToLowerInvariant(),
        };
}
