using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Cli.Batch;

/// <summary>The files that say what became of a batch, each replaced as a whole.</summary>
internal static class BatchResults
{
    public const string FileName = "results.jsonl";

    private static readonly JsonSerializerSettings Json = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        NullValueHandling = NullValueHandling.Ignore,
    };

    /// <summary>Writes the results and the gallery.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static async Task WriteAsync(string folder, IReadOnlyList<JournalRow> rows)
    {
        await ReplaceAsync(
            Path.Combine(folder, FileName),
            rows.Select(row =>
                JsonConvert.SerializeObject(
                    new
                    {
                        row = row.Number,
                        key = row.Key,
                        command = row.Command,
                        id = row.Job,
                        state = row.State.ToString().ToLowerInvariant(),
                        file = row.File,
                        seconds = row.Seconds,
                        reason = row.Reason,
                    },
                    Json
                )
            )
        );
        await ReplaceAsync(Path.Combine(folder, BatchGallery.FileName), BatchGallery.Lines(rows));
    }

    private static async Task ReplaceAsync(string path, IEnumerable<string> lines)
    {
        var part = path + ".part";
        await File.WriteAllLinesAsync(part, lines);
        File.Move(part, path, overwrite: true);
    }
}
