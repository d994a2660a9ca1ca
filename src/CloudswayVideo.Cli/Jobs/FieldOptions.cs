using System.CommandLine;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The fields of a request as options of a command; one of them may also be its argument.</summary>
internal sealed class FieldOptions
{
    private const string FromInput = "-";

    private readonly Dictionary<JobField, Option<string?>> _options = [];
    private readonly (JobField Field, Argument<string?> Argument)? _argument;

    public FieldOptions(JobKind kind, Command command)
    {
        if (kind.Argument is { } argument)
        {
            _argument = (
                argument,
                new Argument<string?>(argument.Option.TrimStart('-'))
                {
                    Description = $"As {argument.Option}.",
                    Arity = ArgumentArity.ZeroOrOne,
                }
            );
            command.Arguments.Add(_argument.Value.Argument);
        }

        foreach (var field in kind.Fields.Where(field => field.Fixed is null))
        {
            var option = field.IsText
                ? new TextOption(field.Option)
                : new Option<string?>(field.Option);
            option.Description =
                (field.IsRequired ? "Required. " : "")
                + field.Description
                + (field.IsText ? " \"-\" reads it from standard input." : "");
            // A flag alone means that it is so.
            option.Arity = field.IsFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
            option.HelpName =
                field.IsFlag ? "true|false"
                : field.Choices.Count > 0 ? string.Join('|', field.Choices)
                : null;
            option.CompletionSources.Add([.. field.IsFlag ? ["true", "false"] : field.Choices]);
            _options[field] = option;
            command.Options.Add(option);
        }
    }

    /// <summary>What was typed for each field; null for nothing.</summary>
    /// <exception cref="CommandException">
    /// A field was given twice, or two are to be read from standard input.
    /// </exception>
    public Func<JobField, string?> Values(ParseResult arguments, Terminal terminal)
    {
        var readsInput = arguments.GetValue(GatewayOptions.KeyFromInput);
        return field =>
        {
            var text = Typed(arguments, field);
            if (text != FromInput || !field.IsText)
            {
                return text;
            }

            if (readsInput)
            {
                throw new CommandException(
                    $"Standard input can be read once, and {field.Option} is not the only one that is "
                        + "to come from there."
                );
            }

            readsInput = true;
            return terminal.In.ReadToEnd().Trim();
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
