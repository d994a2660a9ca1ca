using System.CommandLine;
using CloudswayVideo.Contract;

namespace CloudswayVideo.Cli.Usage;

/// <summary>The options and commands that a mistyped word may have been meant to be.</summary>
internal static class Suggestion
{
    // A web page or a word processor may have written them, and no shell knows them.
    private static readonly char[] CurlyQuotes = ['\u201c', '\u201d', '\u201e', '\u2018', '\u2019'];

    /// <summary>Whether a value is the name of an option, whose own value was then probably forgotten.</summary>
    public static bool IsOption(ParseResult parsed, string value) =>
        Options(parsed).Any(option => option.Name == value || option.Aliases.Contains(value));

    /// <summary>A sentence for the end of a message; empty if nothing is similar.</summary>
    public static string To(ParseResult parsed, string typed)
    {
        var names = Names(parsed, UsageErrors.IsOptionLike(typed))
            .ToLookup(name => name.Name, name => name.Full);
        var similar = SimilarNames
            .To(typed, names.Select(name => name.Key))
            // "--output" for "--out", "--retry" for "--retry-failed".
            .Concat(
                names
                    .Select(name => name.Key)
                    .Where(name =>
                        typed.StartsWith(name, StringComparison.Ordinal)
                        || name.StartsWith(typed, StringComparison.Ordinal)
                    )
            )
            .Distinct()
            .SelectMany(name => names[name])
            .Where(full => full != typed)
            .ToList();
        return similar.Count == 0 ? "" : $" Did you mean {string.Join(" or ", similar)}?";
    }

    // A command within another one is also found without the name of the other.
    private static IEnumerable<(string Name, string Full)> Names(
        ParseResult parsed,
        bool isOption
    ) =>
        isOption
            ? Options(parsed)
                .Where(option => !option.Hidden && !PaymentConsent.IsYes(option))
                .Select(option => option.Name)
                .Distinct()
                .Select(name => (name, name))
            :
            [
                .. parsed
                    .CommandResult.Command.Subcommands.Where(inner => !inner.Hidden)
                    .SelectMany(outer =>
                        outer
                            .Subcommands.Select(inner => (inner.Name, $"{outer.Name} {inner.Name}"))
                            .Prepend((outer.Name, outer.Name))
                    ),
                ("--help", "--help"),
                ("--version", "--version"),
            ];

    private static IEnumerable<Option> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options);

    /// <summary>What to do with several words where one argument is expected.</summary>
    public static string OneArgument(Command command, Argument argument, string[] words) =>
        command.Options.FirstOrDefault(option => option.Name == "--image") is { } image
        && Array.Find(words, IsFile) is { } file
            ? $"If \"{file}\" is the image, say so: {image.Name} \"{file}\"."
        : command.Options.Any(option => option is TextOption && option.Name == $"--{argument.Name}")
            ? $"Put a text of several words in quotation marks: \"{string.Join(' ', words).Trim(CurlyQuotes)}\"."
        : "Give one at a time.";

    // A mistyped name of a file is no prompt either. Which formats an image may have, the contract says.
    private static bool IsFile(string word) =>
        File.Exists(word)
        || Path.GetExtension(word) is { Length: 4 or 5 } extension
            && extension[1..].All(char.IsAsciiLetterOrDigit)
            && extension.Any(char.IsAsciiLetter)
            && !word.Contains(' ', StringComparison.Ordinal);
}
