using System.Text.RegularExpressions;

namespace CloudswayVideo.Cli;

/// <summary>
/// Rewrites messages of the client for a user of the tool: they name classes, properties and paths that a program
/// knows.
/// </summary>
internal static partial class LibraryWords
{
    public static string Replace(string message)
    {
        message = RequestClass().Replace(message, "");
        message = FailedOperation().Replace(message, "The gateway answered");
        message = Operation().Replace(message, "The request");
        message = PropertyHint().Replace(message, "");
        return message
            .Replace(
                nameof(CloudswayOptions.EndpointPath),
                "The endpoint path",
                StringComparison.Ordinal
            )
            .Replace(nameof(CloudswayOptions.BaseUrl), "The base URL", StringComparison.Ordinal)
            .Replace(
                "what may be its id is in JobId.",
                "the answer holds what may be its id.",
                StringComparison.Ordinal
            );
    }

    [GeneratedRegex(@"^\w+ was not sent: ")]
    private static partial Regex RequestClass();

    [GeneratedRegex(@"\{endpointPath\}\S* failed:")]
    private static partial Regex FailedOperation();

    [GeneratedRegex(@"\{endpointPath\}\S*")]
    private static partial Regex Operation();

    [GeneratedRegex(
        @" The service's words are in \w+\.|: see ResponseBody|, see the inner exception"
            + @"|, or use (FromBytes|WithoutChecks\(\))"
    )]
    private static partial Regex PropertyHint();
}
