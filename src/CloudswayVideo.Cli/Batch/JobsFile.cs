using System.Runtime.CompilerServices;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>A row as it is written: texts by column, or what is wrong with all of it.</summary>
/// <param name="Number">Its line in a JSONL file, its row in a table, whose header is row 1.</param>
/// <param name="Values">What is given; blank cells are not.</param>
/// <param name="Problem">Why it cannot be read.</param>
internal sealed record WrittenRow(
    int Number,
    IReadOnlyDictionary<string, string> Values,
    string? Problem = null
)
{
    public WrittenRow(int number, string problem)
        : this(number, new Dictionary<string, string>(), problem) { }
}

/// <summary>The file that lists the jobs of a batch, read row by row.</summary>
internal static class JobsFile
{
    private static readonly string[] Tables = [".CSV", ".TSV", ".TXT"];
    private static readonly string[] Lines = [".JSONL", ".NDJSON"];

    /// <summary>Checks that the file is there and of a kind that can be read.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    public static void Check(string path)
    {
        const string kinds =
            "Give one with a job a line, as JSON (.jsonl) or as a table (.csv, .tsv, .txt).";
        if (Directory.Exists(path))
        {
            throw new CommandException($"\"{path}\" is a folder. {kinds}");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"There is no file \"{path}\". {kinds}");
        }

        if (!Tables.Concat(Lines).Contains(Extension(path)))
        {
            throw new CommandException(
                $"The file \"{path}\" is neither .jsonl, with one JSON object a line, nor .csv (.tsv, "
                    + ".txt), a table with a header. Name it for what it is."
            );
        }
    }

    /// <exception cref="CommandException">The file is missing, of another kind, or has no usable header.</exception>
    public static async IAsyncEnumerable<WrittenRow> ReadAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Check(path);
        // Without a mark at its beginning a file is UTF-8; what is not becomes U+FFFD, by which it is found.
        using var reader = new StreamReader(path);
        var rows = Tables.Contains(Extension(path))
            ? TableFile.ReadAsync(path, reader, cancellationToken)
            : JsonLinesFile.ReadAsync(reader, cancellationToken);
        await foreach (var row in rows)
        {
            yield return row.Values.Any(value =>
                Texts.Damage(value.Value) is not null || Texts.Damage(value.Key) is not null
            )
                ? new WrittenRow(row.Number, Damage(row))
                : row;
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToUpperInvariant();

    private static string Damage(WrittenRow row)
    {
        var (column, text) = row.Values.First(value =>
            Texts.Damage(value.Value) is not null || Texts.Damage(value.Key) is not null
        );
        return $"{column}: is not UTF-8 or damaged: it {Texts.Damage(text) ?? Texts.Damage(column)} (in a "
            + "spreadsheet: CSV UTF-8)";
    }
}
