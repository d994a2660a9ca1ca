using System.Globalization;
using System.Net;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;
using Newtonsoft.Json;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Writes the result files of a batch. Each is replaced as a whole.</summary>
internal static class BatchResults
{
    public const string FileName = "results.jsonl";
    public const string GalleryName = "gallery.html";

    private const string RowsLine = "{rows}";

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
        await PrivateFile.ReplaceAsync(Path.Combine(folder, GalleryName), Gallery(rows, prompts));
    }

    // The videos as a web page that needs only the files beside it.
    private static IEnumerable<string> Gallery(
        IReadOnlyList<BatchVideo> rows,
        IReadOnlyDictionary<string, string> prompts
    ) =>
        AssetFile
            .Lines(GalleryName)
            .SelectMany(line =>
                line == RowsLine
                    ? rows.Select(row => Figure(row, prompts.GetValueOrDefault(row.Key)))
                    :
                    [
                        line.Replace(
                            "{title}",
                            $"{Plural.Count(rows.Count, "row")}: {BatchSummary.States(rows)}",
                            StringComparison.Ordinal
                        ),
                    ]
            );

    private static string Figure(BatchVideo row, string? prompt)
    {
        var video = row.FileName is { } file
            ? $"<video controls preload=\"none\" src=\"{Uri.EscapeDataString(file)}\"></video>"
            : "<div class=\"none\">no video</div>";
        var details = new[]
        {
            prompt,
            row.Command,
            row.JobId is { } id ? $"job {id}" : null,
            row.Seconds is { } seconds
                ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
                : null,
        };
        return $"""
            <figure class="{BatchSummary.Word(row.State)}">{video}<figcaption>
            {row.Number}. {Text(row.Key)} <b>{Text(BatchSummary.Name(row.State))}</b> {Text(
                row.Reason
            )}
            <small>{Text(string.Join(" · ", details.OfType<string>()))}</small>
            </figcaption></figure>
            """;
    }

    private static string Text(string? text) => WebUtility.HtmlEncode(Printable.Line(text));
}
