using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Batch;

/// <summary>A row as it is written: texts by column, or what is wrong with all of it.</summary>
/// <param name="Number">Its line in a JSONL file, its row in a CSV file, whose header is row 1.</param>
/// <param name="Values">What is given; blank cells are not.</param>
/// <param name="Problem">Why it cannot be read.</param>
internal sealed record WrittenRow(
    int Number,
    IReadOnlyDictionary<string, string> Values,
    string? Problem = null
);

/// <summary>The file that lists the jobs of a batch, read row by row.</summary>
internal static class JobsFile
{
    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly JsonLoadSettings Strictly = new()
    {
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
    };

    /// <exception cref="CommandException">The file is missing, of another kind, or has no usable header.</exception>
    public static IAsyncEnumerable<WrittenRow> ReadAsync(
        string path,
        CancellationToken cancellationToken
    ) =>
        !File.Exists(path)
            ? throw new CommandException(
                $"There is no file \"{path}\". Give one with a job a line, as JSON (.jsonl) or as a table (.csv)."
            )
            : Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".CSV" => ReadTableAsync(path, cancellationToken),
                ".JSONL" or ".NDJSON" => ReadLinesAsync(path, cancellationToken),
                _ => throw new CommandException(
                    $"The file \"{path}\" is neither .jsonl, with one JSON object a line, nor .csv, with a header. Name it for what it is."
                ),
            };

    private static async IAsyncEnumerable<WrittenRow> ReadLinesAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(path);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(number, line);
            }
        }
    }

    private static WrittenRow Parse(int number, string line)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(line))
            {
                DateParseHandling = DateParseHandling.None,
            };
            var row = JObject.Load(reader, Strictly);
            var problem =
                reader.Read() ? "there is more after the object; put each on a line of its own"
                : row.Properties().FirstOrDefault(property => property.Value is JContainer)
                    is { } nested
                    ? $"{nested.Name}: found {nested.Value.Type.ToString().ToLowerInvariant()}, one value expected; write the fields in it beside the others"
                : null;
            return problem is not null
                ? new WrittenRow(number, Nothing, problem)
                : new WrittenRow(
                    number,
                    row.Properties()
                        .Where(property => property.Value.Type != JTokenType.Null)
                        .ToDictionary(
                            property => property.Name,
                            property =>
                                ((JValue)property.Value).ToString(CultureInfo.InvariantCulture)
                        )
                );
        }
        catch (JsonReaderException exception)
        {
            return new WrittenRow(
                number,
                Nothing,
                $"is no JSON object from character {exception.LinePosition} on"
            );
        }
    }

    private static async IAsyncEnumerable<WrittenRow> ReadTableAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var isBad = false;
        using var csv = new CsvParser(
            new StreamReader(path),
            new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => isBad = true }
        );
        var columns = await csv.ReadAsync() ? csv.Record! : [];
        if (columns.Distinct().Count() != columns.Length || columns.Any(string.IsNullOrWhiteSpace))
        {
            throw new CommandException(
                $"The header of \"{path}\" is {string.Join(", ", columns.Select(column => $"\"{column}\""))}; each column needs a name of its own."
            );
        }

        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = csv.Record!;
            var problem =
                isBad
                    ? "has a quotation mark out of place; put a text with quotation marks into such, and double those in it"
                : cells.Length != columns.Length
                    ? $"found {cells.Length} cells, the header has {columns.Length}; put a text with commas into quotation marks"
                : null;
            isBad = false;
            yield return problem is not null
                ? new WrittenRow(csv.Row, Nothing, problem)
                : new WrittenRow(
                    csv.Row,
                    columns
                        .Zip(cells)
                        .Where(cell => !string.IsNullOrWhiteSpace(cell.Second))
                        .ToDictionary(cell => cell.First, cell => cell.Second)
                );
        }
    }
}
