using System.Globalization;
using System.Net;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Batch;

/// <summary>The videos of a batch as a web page that needs only the files beside it.</summary>
internal static class BatchGallery
{
    public const string FileName = "gallery.html";

    private const string RowsLine = "{rows}";

    public static IEnumerable<string> Lines(
        IReadOnlyList<BatchVideo> rows,
        IReadOnlyDictionary<string, string> prompts
    ) =>
        AssetFile
            .Lines("gallery.html")
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
