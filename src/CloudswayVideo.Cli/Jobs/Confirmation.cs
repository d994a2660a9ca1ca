using System.Globalization;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>Shows what will be submitted, because it is paid.</summary>
internal static class Confirmation
{
    private const int ShownLength = 200;

    public static IEnumerable<string> Lines(JobKind kind, string url, JObject body) =>
        [
            $"A paid job, {kind.Family.Name} {kind.Name}, for {url}:",
            .. body.Descendants()
                .OfType<JValue>()
                .Select(value =>
                    $"  {value.Path}: {Shorten(value.ToString(CultureInfo.InvariantCulture))}"
                ),
        ];

    private static string Shorten(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? $"data URI, {text.Length} characters"
        : text.Length > ShownLength ? $"{text[..ShownLength]}… ({text.Length} characters)"
        : text;
}
