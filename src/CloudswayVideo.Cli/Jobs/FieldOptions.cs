using System.CommandLine;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The fields of a request as options of a command. One field can also be the command's argument.</summary>
internal sealed class FieldOptions
{
    private const string StandardInput = "-";

    private readonly Dictionary<JobField, Option<string?>> _options = [];
    private readonly (JobField Field, Argument<string?> Argument)? _argument;

    public FieldOptions(JobKind kind)
    {
        if (kind.Argument is { } argument)
        {
            _argument = (
                argument,
                new Argument<string?>(argument.Option.TrimStart('-'))
                {
                    Description = $"The same as {argument.Option}.",
                    Arity = ArgumentArity.ZeroOrOne,
                }
            );
        }

        foreach (var field in kind.Fields.Where(field => !field.IsFixed))
        {
            var option = field.IsText
                ? new TextOption(field.Option)
                : new Option<string?>(field.Option);
            option.Description =
                (field.IsRequired ? "Required. " : "")
                + field.Description
                + (field.IsText ? " \"-\" reads it from standard input." : "");
            // A flag without a value is true.
            option.Arity = field.IsFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
            option.HelpName =
                field.IsFlag ? "true|false"
                : field.Choices.Count > 0 ? string.Join('|', field.Choices)
                : null;
            option.CompletionSources.Add([.. field.IsFlag ? ["true", "false"] : field.Choices]);
            _options[field] = option;
        }
    }

    /// <summary>The argument, if there is one, and the options.</summary>
    public IEnumerable<Symbol> Symbols =>
        _argument is { } argument ? [argument.Argument, .. _options.Values] : _options.Values;

    /// <summary>Gives the text that was typed for a field; null for none.</summary>
    /// <exception cref="CommandException">
    /// A field was given twice, or more than one value is to be read from standard input.
    /// </exception>
    public Func<JobField, string?> Texts(CommandRun run)
    {
        var isInputTaken = run.Get(GatewayOptions.KeyFromInput);
        (JobField Field, string Text)? input = null;
        return field =>
        {
            var text = Typed(run.Arguments, field);
            if (text != StandardInput || !field.IsText)
            {
                return text;
            }

            if (input?.Field != field)
            {
                input = isInputTaken
                    ? throw new CommandException(
                        $"Standard input can be read once, and {field.Option} is not the only value that "
                            + "is to be read from it."
                    )
                    : (field, run.Terminal.ReadText().Trim());
                isInputTaken = true;
            }

            return input?.Text;
        };
    }

    private string? Typed(ParseResult arguments, JobField field)
    {
        var option = _options.GetValueOrDefault(field);
        var given =
            option is not null && arguments.GetResult(option) is { } result
                ? (result.Tokens.Count == 0 ? "true" : result.Tokens[0].Value)
                : null;
        if (
            _argument is not { } argument
            || argument.Field != field
            || arguments.GetValue(argument.Argument) is not { } text
        )
        {
            return given;
        }

        return given is null
            ? text
            : throw new CommandException(
                $"{field.Option} was given twice: as option and as \"{text}\". Put a text of several "
                    + "words in quotation marks."
            );
    }
}
