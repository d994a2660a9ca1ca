using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace CloudswayVideo.Cli.Usage;

/// <summary>An option whose value may be any text, such as a prompt. The text may begin with a dash.</summary>
internal sealed class TextOption(string name) : Option<string?>(name);

/// <summary>
/// Finds mistakes in a command line. The messages say what was found, what is allowed and what to do. A mistyped option
/// must never become the prompt of a paid job, and no suggestion may lead to paying without being asked.
/// </summary>
internal static class UsageErrors
{
    private const string Dashes = "-\u2010\u2011\u2012\u2013\u2014\u2212";

    /// <summary>The mistakes in a command line. A request for help or for a completion has none.</summary>
    public static IReadOnlyList<string> Find(ParseResult parsed)
    {
        if (
            parsed.Action is not ParseErrorAction
            && parsed.Action != parsed.CommandResult.Command.Action
        )
        {
            return [];
        }

        // Such an option moves the words after it, so that whatever else is found may only follow from that.
        var taken = OptionsTakenForValues(parsed).ToList();
        if (taken.Count > 0)
        {
            return taken;
        }

        var unknown = Unknown(parsed).ToList();
        return
        [
            .. EmptyValues(parsed),
            .. unknown.Count > 0
                ? unknown
                : parsed.Errors.Select(error => Message(parsed, error)).Distinct(),
        ];
    }

    /// <summary>Whether a value is most likely a mistyped option.</summary>
    public static bool IsOptionLike(string value) =>
        value.Length > 1
        && Dashes.Contains(value[0], StringComparison.Ordinal)
        // A text may begin with a long dash. An option that was copied from a web page is one word.
        && (value[0] == '-' || !value.Any(char.IsWhiteSpace))
        && !char.IsWhiteSpace(value[1]);

    private static IEnumerable<string> OptionsTakenForValues(ParseResult parsed)
    {
        var afterDoubleDash = parsed
            .Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var child in parsed.CommandResult.Children)
        {
            foreach (
                var token in child.Tokens.Where(token =>
                    IsOptionLike(token.Value) && !afterDoubleDash.Contains(token)
                )
            )
            {
                if (child is ArgumentResult argument)
                {
                    yield return $"\"{token.Value}\" looks like an option, and there is none with that "
                        + $"name.{Suggestion.To(parsed, token.Value)} "
                        + $"{WayOut(parsed, argument.Argument, token.Value)}";
                }
                else if (
                    child is OptionResult option
                    && (
                        option.Option is TextOption
                            ? Suggestion.IsOption(parsed, token.Value)
                            : token.Value.StartsWith("--", StringComparison.Ordinal)
                    )
                )
                {
                    yield return $"{option.Option.Name} is \"{token.Value}\", which looks like an "
                        + $"option.{Suggestion.To(parsed, token.Value)} Give {option.Option.Name} its own value.";
                }
            }
        }
    }

    // A variable of a script that was not set, as in --out "$FOLDER". A text, such as a prompt, has its own message.
    private static IEnumerable<string> EmptyValues(ParseResult parsed) =>
        parsed
            .CommandResult.Children.Where(child => child.Tokens is [{ Value: "" }])
            .Select(child =>
                child switch
                {
                    OptionResult { Option: not TextOption } option => option.Option.Name,
                    ArgumentResult
                    {
                        Argument: Argument<string> { Arity.MinimumNumberOfValues: 1 } needed
                    } => $"<{needed.Name}>",
                    _ => null,
                }
            )
            .OfType<string>()
            .Select(name => $"{name} is an empty text. Give it a value.");

    private static string WayOut(ParseResult parsed, Argument argument, string value)
    {
        var option = parsed.CommandResult.Command.Options.FirstOrDefault(option =>
            option.Name == $"--{argument.Name}"
        );
        return option is null
            ? $"If it is the {argument.Name}, put it after \"--\": -- \"{value}\"."
            : $"If it is the {argument.Name}, say so: {option.Name} \"{value}\", or after \"--\": -- \"{value}\".";
    }

    private static IEnumerable<string> Unknown(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = parsed.UnmatchedTokens.Where(token => !IsOptionLike(token)).ToList();
        var options = parsed.UnmatchedTokens.Where(IsOptionLike).ToList();
        // Behind a mistyped command, options are known to that command alone.
        var isCommand =
            command.Subcommands.Count > 0
            && words.Count > 0
            && words[0] == parsed.UnmatchedTokens[0];
        foreach (var token in isCommand ? [] : options)
        {
            yield return command.Options.Any(option => option.Name == token)
                ? $"{token} is an option of {command.Name}. Put it after \"{command.Name}\", and before any \"--\"."
                : $"{command.Name} has no option \"{token}\".{Suggestion.To(parsed, token)} See --help.";
        }

        // A word may be the value of an unknown option.
        if (words.Count == 0 || options.Count > 0 && !isCommand)
        {
            yield break;
        }

        if (FlagBefore(parsed, words[0]) is { } flag)
        {
            yield return $"{flag} takes no value, and found \"{words[0]}\". Leave that out.";
        }
        else if (
            command.Arguments.LastOrDefault() is { } argument
            && parsed.GetResult(argument) is { Tokens: [var first, ..] }
        )
        {
            yield return $"{command.Name} takes one {argument.Name}, and found \"{first.Value}\" followed by "
                + $"\"{words[0]}\". "
                + Suggestion.OneArgument(command, argument, [first.Value, .. words]);
        }
        else if (command.Subcommands.Count == 0)
        {
            yield return $"{command.Name} takes only options, and found \"{words[0]}\". Put the name of its "
                + "option before it; see --help.";
        }
        else
        {
            yield return $"There is no command \"{words[0]}\" in {command.Name}.{Suggestion.To(parsed, words[0])} "
                + $"There are {Commands(command)}.";
        }
    }

    // The parser takes the value in "--no-wait=1" for a further word.
    private static string? FlagBefore(ParseResult parsed, string word) =>
        parsed.Tokens.TakeWhile(token => token.Value != word).LastOrDefault()
            is { Type: TokenType.Option } flag
            ? flag.Value
            : null;

    private static Option? Missing(Command command, ParseError error) =>
        command.Options.FirstOrDefault(option =>
            option.Required && error.Message.Contains($"'{option.Name}'", StringComparison.Ordinal)
        );

    private static string Message(ParseResult parsed, ParseError error) =>
        error.SymbolResult switch
        {
            CommandResult { Command: { Subcommands.Count: > 0 } command } =>
                $"{command.Name} needs a command: {Commands(command)}.",
            OptionResult { Option: var option, IdentifierTokenCount: > 1 and var times }
                when option.Arity.MaximumNumberOfValues == 1 =>
                $"{option.Name} was given {times} times. Give it once.",
            ArgumentResult { Tokens.Count: 0 } missing =>
                $"{parsed.CommandResult.Command.Name} needs <{missing.Argument.Name}>: {missing.Argument.Description}",
            OptionResult
            {
                Tokens.Count: 0,
                Implicit: false,
                Option.Arity.MinimumNumberOfValues: > 0
            } bare =>
                $"{bare.Option.Name} needs a value{Allowed(bare.Option)}. {bare.Option.Description}",
            _ when Missing(parsed.CommandResult.Command, error) is { } option =>
                $"{parsed.CommandResult.Command.Name} needs {option.Name}: {option.Description}",
            { Tokens: [var token, ..] } given => ParserWords.Replace(
                given,
                token.Value,
                error.Message
            ),
            _ => error.Message,
        };

    private static string Allowed(Option option) => option.HelpName is { } name ? $" ({name})" : "";

    private static string Commands(Command command) =>
        string.Join(
            ", ",
            command.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name)
        );
}
