using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;
using Newtonsoft.Json;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Writes the result files of a batch. Each is replaced as a whole.</summary>
internal static class BatchResults
{
    public const string FileName = "results.jsonl";

    private static readonly JsonSerializerSettings Json = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
    };

    /// <summary>Writes the results and the gallery.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static async Task WriteAsync(
        string folder,
        IReadOnlyList<BatchVideo> rows,
        IReadOnlyDictionary<string, string> prompts
    )
    {
        await PrivateFile.ReplaceAsync(
            Path.Combine(folder, FileName),
            rows.Select(row =>
                Printable.Line(
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
