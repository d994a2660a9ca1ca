using System.Text.RegularExpressions;

namespace CloudswayVideo.Cli;

/// <summary>
/// Puts messages of the client into words of the tool: they name paths and properties that a program would read.
/// </summary>
internal static partial class LibraryWords
{
    public static string Replace(string message)
    {
        message = Failure().Replace(message, "The gateway answered");
        message = Operation().Replace(message, "The request");
        message = Property().Replace(message, "");
        return message.Replace(
            "what may be its id is in JobId.",
            "the answer holds what may be its id.",
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(@"\{endpointPath\}\S* failed:")]
    private static partial Regex Failure();

    [GeneratedRegex(@"\{endpointPath\}\S*")]
    private static partial Regex Operation();

    [GeneratedRegex(
        @" The service's words are in \w+\.|: see ResponseBody|, see the inner exception"
    )]
    private static partial Regex Property();
}
