using System.CommandLine;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The option --extra: fields of a request that the contract does not know.</summary>
internal static class ExtraFields
{
    public static readonly Option<string[]> Option = new("--extra")
    {
        Description =
            "A field that the contract does not know, as name=JSON, such as duration=10 or "
            + "resolution='\"1080P\"'; sent unchanged. May be repeated.",
        HelpName = "name=json",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the fields to the body of a request.</summary>
    /// <exception cref="CommandException">A field has no value, or the contract knows it.</exception>
    public static JObject WithExtraFields(this JObject body, CommandRun run, JobKind kind)
    {
        foreach (var text in run.Get(Option) ?? [])
        {
            var (name, value) = text.Split('=', 2) is [{ Length: > 0 } left, var right]
                ? (left, right)
                : throw new CommandException(
                    $"--extra is \"{text}\"; give a name and a value in JSON, such as duration=10."
                );
            if (kind.KnownFields.Contains(name))
            {
                var option = kind
                    .Fields.FirstOrDefault(field => field.Path.Split('.', '[')[0] == name)
                    ?.Option;
                throw new CommandException(
                    option is null
                        ? $"--extra has \"{name}\", which the contract knows. Use a command of "
                            + $"{kind.Family.Name} that has an option for it."
                        : $"--extra has \"{name}\", which the contract knows. Give {option} instead."
                );
            }

            if (!body.TryAdd(name, Parse(name, value)))
            {
                throw new CommandException($"--extra has \"{name}\" twice. Give it once.");
            }
        }

        return body;
    }

    private static JToken Parse(string name, string value)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(value))
            {
                DateParseHandling = DateParseHandling.None,
            };
            return JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            throw new CommandException(
                $"--extra {name} has a value that is no JSON. A text needs its own quotation marks: "
                    + $"--extra '{name}=\"text\"'."
            );
        }
    }
}
