using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;
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
    /// <param name="folder">The folder.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="prompts">The prompts that are shown, by key.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static async Task WriteAsync(
        string folder,
        IReadOnlyList<BatchVideo> rows,
        IReadOnlyDictionary<string, string> prompts
    )
    {
        await PrivateFile.ReplaceAsync(
            Path.Combine(folder, FileName),
            rows.Select(row =>
                Shown.Line(
                    JsonConvert.SerializeObject(
                        new
                        {
                            row = row.Number,
                            key = row.Key,
                            command = row.Command,
                            prompt = prompts.GetValueOrDefault(row.Key),
                            id = row.JobId,
                            state = BatchSummary.Word(row.State),
                            file = row.FileName,
                            seconds = row.Seconds,
                            reason = row.Reason,
                        },
                        Json
                    )
                )
            )
        );
        await PrivateFile.ReplaceAsync(
            Path.Combine(folder, BatchGallery.FileName),
            BatchGallery.Lines(rows, prompts)
        );
    }
}
