using System.Globalization;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>Describes a job to the user who is asked whether to pay for it.</summary>
internal static class Confirmation
{
    private const int LongestShown = 200;

    public static IEnumerable<string> Lines(PreparedJob job, CloudswayOptions options) =>
        [
            $"A paid job, {job.Kind.Command}, for {options.BaseUrl}{Endpoint(options.EndpointPath)}:",
            .. job
                .Body.Descendants()
                .OfType<JValue>()
                .Select(value =>
                    $"  {value.Path}: {Shorten(value.ToString(CultureInfo.InvariantCulture))}"
                ),
        ];

    private static string Endpoint(string? path) =>
        string.IsNullOrEmpty(path) ? "" : $", endpoint {path}";

    private static string Shorten(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? $"data URI, {text.Length} characters"
        : text.Length > LongestShown ? $"{text[..LongestShown]}… ({text.Length} characters)"
        : text;
}
