using System.Globalization;
using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Jobs as JSON objects: one on each line, or all in one array.</summary>
internal static class JsonFile
{
    private static readonly JsonLoadSettings NoDuplicates = new()
    {
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
    };

    /// <exception cref="CommandException">An array is no JSON.</exception>
    public static IAsyncEnumerable<WrittenRow> ReadAsync(
        string path,
        string firstLine,
        TextReader reader,
        CancellationToken cancellationToken
    ) =>
        firstLine.TrimStart().StartsWith('[')
            ? ReadArray(path, reader).ToAsyncEnumerable()
            : ReadLinesAsync(reader, cancellationToken);

    private static async IAsyncEnumerable<WrittenRow> ReadLinesAsync(
        TextReader reader,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ReadLine(number, line);
            }
        }
    }

    private static WrittenRow ReadLine(int number, string line)
    {
        try
        {
            using var json = JsonOf(new StringReader(line));
            var row = JObject.Load(json, NoDuplicates);
            return json.Read()
                ? new WrittenRow(
                    number,
                    "there is more after the object; put each object on its own line"
                )
                : RowOf(number, row);
        }
        catch (JsonReaderException exception)
        {
            return new WrittenRow(
                number,
                $"is no JSON object from character {exception.LinePosition} on; write each job as one "
                    + "object on one line, or all in one array"
            );
        }
    }

    private static IEnumerable<WrittenRow> ReadArray(string path, TextReader reader)
    {
        try
        {
            using var json = JsonOf(reader);
            var rows = JArray.Load(json, NoDuplicates);
            // Throws if anything follows.
            json.Read();
            return rows.Select(
                (row, index) =>
                    row is JObject job
                        ? RowOf(index + 1, job)
                        : new WrittenRow(
                            index + 1,
                            "is no JSON object; each item of the array is a job"
                        )
            );
        }
        catch (JsonReaderException exception)
        {
            throw new CommandException(
                $"\"{path}\" is no JSON from line {exception.LineNumber}, character {exception.LinePosition} on. "
                    + "Correct it there.",
                exception
            );
        }
    }

    private static JsonTextReader JsonOf(TextReader reader) =>
        new(reader) { DateParseHandling = DateParseHandling.None };

    private static WrittenRow RowOf(int number, JObject row) =>
        row.Properties().FirstOrDefault(property => property.Value is JContainer) is { } nested
            ? new WrittenRow(
                number,
                $"{nested.Name}: found {nested.Value.Type.ToString().ToLowerInvariant()}, one value "
                    + "expected; write its fields beside the others"
            )
            : new WrittenRow(
                number,
                row.Properties()
                    .Where(property => property.Value.Type != JTokenType.Null)
                    .ToDictionary(
                        property => property.Name,
                        property => ((JValue)property.Value).ToString(CultureInfo.InvariantCulture)
                    )
            );
}
