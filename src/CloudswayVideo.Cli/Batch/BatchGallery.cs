using System.Globalization;
using System.Net;
using CloudswayVideo.Cli.Display;

namespace CloudswayVideo.Cli.Batch;

/// <summary>The videos of a batch as a web page that needs only the files beside it.</summary>
internal static class BatchGallery
{
    public const string FileName = "gallery.html";

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Batch of videos</title>
        <style>
        body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; }
        body { background: Canvas; color: CanvasText; color-scheme: light dark; }
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem; }
        figure { margin: 0; padding: .6rem; border: 1px solid GrayText; border-radius: .5rem; overflow-wrap: anywhere; }
        video, .none { width: 100%; aspect-ratio: 16 / 9; border-radius: .3rem; background: #8883; }
        .none { display: grid; place-items: center; }
        .saved b { color: #2a8a3a; } .failed b { color: #d33; } .unknown b { color: #c60; }
        small { display: block; color: GrayText; }
        </style>
        </head>
        <body>
        """;

    // The data of a video is loaded only when it comes into view, so that a page of thousands opens at once.
    private const string Foot = """
        </main>
        <script>
        const shown = new IntersectionObserver(load, { rootMargin: '200px' });
        document.querySelectorAll('video').forEach(video => shown.observe(video));
        function load(entries) {
          for (const { target } of entries.filter(entry => entry.isIntersecting)) {
            target.preload = 'metadata';
            shown.unobserve(target);
          }
        }
        </script>
        </body>
        </html>
        """;

    public static IEnumerable<string> Lines(
        IReadOnlyList<BatchVideo> rows,
        IReadOnlyDictionary<string, string> prompts
    ) =>
        [
            Head,
            $"<h1>{Plural.Count(rows.Count, "row")}: {BatchSummary.States(rows)}</h1>",
            "<main>",
            .. rows.Select(row => Figure(row, prompts.GetValueOrDefault(row.Key))),
            Foot,
        ];

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
