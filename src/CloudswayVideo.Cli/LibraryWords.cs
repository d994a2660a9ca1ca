using System.Text.RegularExpressions;

namespace CloudswayVideo.Cli;

/// <summary>
/// Rewrites messages of the client for a user of the tool: they name classes, properties and paths that a program
/// knows.
/// </summary>
internal static class LibraryWords
{
    private static readonly (string Pattern, string Instead)[] Words =
    [
        (@" \(Parameter '\w+'\)", ""),
        (@"^\w+ was not sent: ", ""),
        // What stands before these words is the path of an operation, which any contract may name as it likes.
        (@"\S+ failed: (?=HTTP )", "The gateway answered "),
        (@"\S+(?= got no answer:| was sent once | is sent again:)", "The request"),
        (@" The service's words are in \w+\.|: see ResponseBody|, see the inner exception", ""),
        (@"what may be its id is in JobId\.", "the answer holds what may be its id."),
        (
            @"^Not an absolute .* use FromFile.*",
            "The image is no http or https URL. Give a whole one, or a file."
        ),
        (@", or use (FromBytes|WithoutChecks\(\))", ""),
        (@"\w+\.MaximumVideoBytes allows", "the tool saves"),
        (nameof(CloudswayOptions.EndpointPath), "The endpoint path"),
        (nameof(CloudswayOptions.BaseUrl), "The base URL"),
        (nameof(CloudswayOptions.InsecureHost), GatewayOptions.InsecureHost.Name),
    ];

    public static string Replace(string message) =>
        Words.Aggregate(
            message,
            (text, words) => Regex.Replace(text, words.Pattern, words.Instead)
        );
}
