using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Requests;
using CsvHelper;
using CsvHelper.Configuration;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Jobs as a table that a spreadsheet saved, with commas, semicolons or tabs between the cells.</summary>
internal static partial class TableFile
{
    private const char DefaultDelimiter = ',';
    private static readonly char[] Delimiters = [DefaultDelimiter, ';', '\t'];

    // Excel may write the delimiter in a line before the header.
    private const string DelimiterLine = "sep=";

    public static async IAsyncEnumerable<WrittenRow> ReadAsync(
        string path,
        string firstLine,
        StreamReader reader,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var isBad = false;
        using var csv = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                BadDataFound = _ => isBad = true,
                Delimiter = DelimiterOf(firstLine).ToString(),
                IgnoreBlankLines = true,
            }
        );
        var hasRow = await csv.ReadAsync();
        var rowsAbove = 0;
        if (hasRow && csv.RawRecord.StartsWith(DelimiterLine, StringComparison.OrdinalIgnoreCase))
        {
            // A spreadsheet does not show this line.
            rowsAbove = 1;
            hasRow = await csv.ReadAsync();
        }

        var columns = hasRow ? Header(path, csv.Record!) : [];
        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = csv.Record!;
            var problem = isBad
                ? "has a quotation mark out of place; put a text with quotation marks in quotation marks, and double "
                    + "the inner ones"
                : Problem(columns, cells);
            isBad = false;
            if (problem is not null)
            {
                yield return new WrittenRow(csv.Row - rowsAbove, problem);
            }
            else if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                yield return new WrittenRow(
                    csv.Row - rowsAbove,
                    columns
                        .Zip(cells)
                        .Where(cell => !string.IsNullOrWhiteSpace(cell.Second))
                        .ToDictionary(cell => cell.First, cell => cell.Second)
                );
            }
        }
    }

    // Only the header is looked at, because a prompt may contain any delimiter.
    private static char DelimiterOf(string header) =>
        header.StartsWith(DelimiterLine, StringComparison.OrdinalIgnoreCase)
        && header.Length > DelimiterLine.Length
            ? header[DelimiterLine.Length]
            : Delimiters.MaxBy(delimiter => header.Count(character => character == delimiter));

    // Spreadsheets save emptied columns, too, which have neither a name nor values.
    private static string[] Header(string path, string[] cells)
    {
        var columns = cells.Select(cell => cell.Trim()).ToArray();
        var named = columns.Where(column => column.Length > 0).ToList();
        var problem =
            TextCheck.Problem(string.Concat(named)) is { } damage
                ? $"it is not UTF-8 or damaged: it {damage} (in a spreadsheet: CSV UTF-8)"
            : named.Distinct(StringComparer.OrdinalIgnoreCase).Count() != named.Count
            || named.Count == 0
                ? "each column needs its own name"
            // A title above the header, another separator or a missing column would be told once for each row.
            : !RowColumns.NameCommands(named)
                ? $"the first row must name a column \"{RowColumns.Command}\", which has a text such as \"hailuo "
                    + "text-to-video\" in each row; commas, semicolons or tabs separate the columns"
            : null;
        return problem is null
            ? columns
            : throw new CommandException(
                $"The header of \"{path}\" is "
                    + $"{string.Join(", ", columns.Select(column => $"\"{column}\""))}; {problem}."
            );
    }

    private static string? Problem(string[] columns, string[] cells)
    {
        for (var index = 0; index < cells.Length; index++)
        {
            if (
                !string.IsNullOrWhiteSpace(cells[index])
                && string.IsNullOrEmpty(columns.ElementAtOrDefault(index))
            )
            {
                return $"column {index + 1}: found \"{cells[index]}\", and the header has no name there; put "
                    + "a text that contains the separator in quotation marks";
            }

            if (FormulaError().IsMatch(cells[index]))
            {
                return $"{columns[index]}: found \"{cells[index]}\", which a spreadsheet saves for a formula with a "
                    + "mistake; in the spreadsheet, begin a text such as \"-5 degrees\" with an apostrophe";
            }
        }

        // Spreadsheets leave out the empty cells at the end of a row.
        return null;
    }

    // "#NAME?", in German also "#BEZUG!" and "#NV"; LibreOffice has "Err:508".
    [GeneratedRegex(@"\A(#[\p{Lu}\d/]+[!?]|#N/?[AV]|Err:\d+)\z")]
    private static partial Regex FormulaError();
}
