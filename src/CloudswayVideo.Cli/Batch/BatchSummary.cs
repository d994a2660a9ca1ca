using CloudswayVideo.Cli.Display;
using CloudswayVideo.Queue;

namespace CloudswayVideo.Cli.Batch;

/// <summary>The states of a batch's rows, and what a run will do with them.</summary>
internal sealed record BatchSummary(IReadOnlyList<BatchVideo> Rows, int Limit)
{
    private const int ShownNumbers = 10;

    /// <summary>How many jobs will be submitted.</summary>
    public int ToSubmit => Math.Min(Count(QueuedVideoState.Waiting), Limit);

    /// <summary>The rows that will be submitted.</summary>
    public IEnumerable<BatchVideo> Pending =>
        Rows.Where(row => row.State == QueuedVideoState.Waiting).Take(Limit);

    /// <summary>How many rows will run: new ones, and those that were accepted before.</summary>
    public int ToRun => ToSubmit + Count(QueuedVideoState.Accepted);

    public int Count(QueuedVideoState state) => Rows.Count(row => row.State == state);

    /// <summary>A line for each command, and one about rows that the user has to decide about.</summary>
    public IEnumerable<string> Lines() =>
        [
            .. Rows.GroupBy(row => row.Command)
                .OrderBy(command => command.Key, StringComparer.Ordinal)
                .Select(command =>
                    $"{command.Key}: {Plural.Count(command.Count(), "row")}, {States(command)}"
                ),
            .. Unknown is { } unknown ? [unknown] : Array.Empty<string>(),
        ];

    /// <summary>How many rows are in each state, such as "2 saved, 1 failed".</summary>
    public static string States(IEnumerable<BatchVideo> rows) =>
        string.Join(
            ", ",
            rows.GroupBy(row => row.State)
                .OrderBy(state => state.Key)
                .Select(state => $"{state.Count()} {Name(state.Key)}")
        );

    /// <summary>A message about the rows that may have been accepted; null if there are none.</summary>
    public string? Unknown =>
        Rows.Where(row => row.State == QueuedVideoState.Ambiguous).ToList() is { Count: > 0 } rows
            ? $"{Plural.Count(rows.Count, "row")} may have been accepted without an answer: {Numbers(rows)}. "
                + "Check the account; --resubmit-unknown submits them again."
            : null;

    /// <summary>The numbers of the first rows.</summary>
    public static string Numbers(IReadOnlyList<BatchVideo> rows) =>
        string.Join(", ", rows.Take(ShownNumbers).Select(row => row.Number))
        + (rows.Count > ShownNumbers ? ", …" : "");

    public static string Name(QueuedVideoState state) =>
        state switch
        {
            QueuedVideoState.Waiting => "to submit",
            QueuedVideoState.Accepted => "accepted and not saved",
            QueuedVideoState.Ambiguous => "of unknown outcome",
            _ => Word(state),
        };

    /// <summary>The word for a state in the results, which the journal may call otherwise.</summary>
    public static string Word(QueuedVideoState state) =>
        state switch
        {
            QueuedVideoState.Waiting => "pending",
            QueuedVideoState.Ambiguous => "unknown",
            _ => state.ToString().ToLowerInvariant(),
        };
}
