using System.Globalization;
using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Jobs as one JSON object a line.</summary>
internal static class JsonLinesFile
{
    private static readonly JsonLoadSettings Strictly = new()
    {
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
    };

    public static async IAsyncEnumerable<WrittenRow> ReadAsync(
        TextReader reader,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
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
                    ? $"{nested.Name}: found {nested.Value.Type.ToString().ToLowerInvariant()}, one "
                        + "value expected; write the fields in it beside the others"
                : null;
            return problem is not null
                ? new WrittenRow(number, problem)
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
                $"is no JSON object from character {exception.LinePosition} on"
            );
        }
    }
}
