using System.Runtime.CompilerServices;
using System.Text;
using CloudswayVideo.Cli.Files;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>A row as it is written: texts by column, or what is wrong with the whole row.</summary>
/// <param name="Number">
/// Its line in a file with an object on each line, its place in a JSON array, its row in a table, whose header is row
/// 1.
/// </param>
/// <param name="Values">What is given; blank cells are left out.</param>
/// <param name="Problem">Why the row cannot be read; null if it can.</param>
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
    /// <summary>What to do about a file that holds no jobs.</summary>
    public const string Advice =
        "Give a file of jobs: JSON objects (.jsonl or .json), or a table with a header (.csv, .tsv or .txt).";

    private const string PipeName = "-";
    private static readonly string[] SpreadsheetExtensions =
    [
        ".XLSX",
        ".XLS",
        ".XLSM",
        ".ODS",
        ".NUMBERS",
    ];
    private static readonly string[] TableExtensions = [".CSV", ".TSV", ".TXT"];
    private static readonly string[] JsonExtensions = [".JSONL", ".NDJSON", ".JSON"];

    /// <summary>Checks that the file exists and that its name tells its format.</summary>
    /// <exception cref="CommandException">It does not.</exception>
    public static void Check(string path)
    {
        var problem =
            // It is read twice, and again by the run that continues.
            path == PipeName
            || UnixFile.IsSpecial(path)
                ? $"\"{path}\" is a pipe or a device. A batch continues from its file of jobs, so save the jobs as "
                    + "a file first."
            : SpreadsheetExtensions.Contains(Extension(path))
                ? $"\"{path}\" is a spreadsheet's own format. Save it from there as \"CSV UTF-8\", and give that file."
            : Directory.Exists(path) ? $"\"{path}\" is a folder. {Advice}"
            : !File.Exists(path) ? $"There is no file \"{path}\". {Advice}"
            : !TableExtensions.Concat(JsonExtensions).Contains(Extension(path))
                ? $"The name of \"{path}\" does not tell its format. Rename it: .jsonl or .json for JSON "
                    + "objects, .csv, .tsv or .txt for a table with a header."
            : null;
        if (problem is not null)
        {
            throw new CommandException(problem);
        }
    }

    /// <exception cref="CommandException">A table has no usable header.</exception>
    public static async IAsyncEnumerable<WrittenRow> ReadAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var encoding = EncodingOf(path);
        var first = await File.ReadLinesAsync(path, encoding, cancellationToken)
            .FirstOrDefaultAsync(line => !string.IsNullOrWhiteSpace(line), "", cancellationToken);
        using var reader = new StreamReader(path, encoding);
        var rows = TableExtensions.Contains(Extension(path))
            ? TableFile.ReadAsync(path, first, reader, cancellationToken)
            : JsonFile.ReadAsync(path, first, reader, cancellationToken);
        await foreach (var row in rows)
        {
            yield return Damage(row) is { } damage ? new WrittenRow(row.Number, damage) : row;
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToUpperInvariant();

    // Used for a file without a byte order mark. The first character of a file of jobs is ASCII, so that UTF-16 shows
    // by its zero byte. In UTF-8, a byte that does not belong there becomes U+FFFD, which is found.
    private static Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        return (file.ReadByte(), file.ReadByte()) switch
        {
            (> 0, 0) => Encoding.Unicode,
            (0, > 0) => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
    }

    private static string? Damage(WrittenRow row)
    {
        foreach (var (column, text) in row.Values)
        {
            if ((TextCheck.Problem(text) ?? TextCheck.Problem(column)) is { } problem)
            {
                return $"{column}: is not UTF-8 or damaged: it {problem} (in a spreadsheet: CSV UTF-8)";
            }
        }

        return null;
    }
}
