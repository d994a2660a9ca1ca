using System.Reflection;
using System.Text.RegularExpressions;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Cli.Requests;

internal sealed partial class JobKind
{
    /// <summary>Reads every kind from the contract that this tool was built with.</summary>
    public static async Task<IReadOnlyList<JobKind>> LoadAsync(CancellationToken cancellationToken)
    {
        var contract = await ContractDocument.LoadAsync(null, cancellationToken);
        return
        [
            .. Family.All.SelectMany(family =>
                contract
                    .Operations.Where(operation =>
                        family.Submissions.ContainsKey(operation.Id)
                        && operation.RequestSchema is not null
                    )
                    .SelectMany(operation =>
                        CommandsOf(operation)
                            .Properties()
                            .Select(command => new JobKind(
                                family,
                                operation,
                                command.Name,
                                command.Value
                            ))
                    )
            ),
        ];
    }

    // A submission without x-commands has one command, which is named after the operation.
    private static JObject CommandsOf(ContractOperation operation)
    {
        if (operation.Commands is { } commands)
        {
            return commands;
        }

        var verb = operation.Id[(operation.Id.IndexOf('_', StringComparison.Ordinal) + 1)..];
        var name = WordBreak()
            .Replace(verb, "-")
            .ToLowerInvariant()
            .Replace("create-", "", StringComparison.Ordinal);
        return new JObject
        {
            [name] = new JObject { ["summary"] = operation.Summary, ["argument"] = "prompt" },
        };
    }

    private static List<JobField> ReadFields(
        ContractOperation operation,
        MethodInfo submission,
        JToken command
    ) =>
        WithDistinctOptions([
            .. ParameterFields.Read(operation, submission),
            .. ReadFields(
                operation.RequestSchema!,
                above: [],
                isRequired: true,
                needed: Names(command["needs"]),
                omitted: Names(command["omits"]),
                bodyWith: body => (JObject)body
            ),
        ]);

    private static IEnumerable<JobField> ReadFields(
        JsonSchema schema,
        HashSet<JsonSchema> above,
        bool isRequired,
        string[] needed,
        string[] omitted,
        Func<JToken, JObject> bodyWith
    )
    {
        foreach (
            var (name, property) in schema.ActualSchema.ActualProperties.Where(property =>
                !omitted.Contains(property.Key)
            )
        )
        {
            var list = property.ActualTypeSchema;
            var isList = list.Type.HasFlag(JsonObjectType.Array) && list.Item is not null;
            var type = isList ? list.Item!.ActualTypeSchema : list;
            var required =
                isRequired
                && (schema.ActualSchema.RequiredProperties.Contains(name) || needed.Contains(name));
            // A list of several objects, and an object within itself, are given as JSON. Of any other list, the option
            // gives the first item.
            var isJson =
                isList && type.ActualProperties.Count > 0 && list.MaxItems != 1
                || above.Contains(type);
            JObject InnerBody(JToken value) =>
                bodyWith(
                    new JObject
                    {
                        [name] =
                            isList && !isJson && value is not JArray ? new JArray(value) : value,
                    }
                );
            var inner =
                isJson ? [new JobField(name, property, list, required, InnerBody)]
                : type.ActualProperties.Count == 0
                    ? [new JobField(name, property, isList ? type : property, required, InnerBody)]
                : ReadFields(type, [.. above, type], required, [], [], InnerBody);
            foreach (var field in inner)
            {
                yield return field;
            }
        }
    }

    // Of two fields with the same name, the second one's option also names the objects around it.
    private static List<JobField> WithDistinctOptions(IEnumerable<JobField> fields)
    {
        var distinct = new List<JobField>();
        var taken = ToolOption.Taken.Select(name => $"--{name}").ToHashSet();
        foreach (var field in fields)
        {
            var path = field.PathWithoutIndex.Replace('.', '-');
            string[] names =
            [
                field.Option,
                $"--{ToolOption.NameOf(path)}",
                $"--field-{field.Option[2..]}",
            ];
            var name = names.FirstOrDefault(taken.Add) ?? $"{names[1]}-{distinct.Count}";
            distinct.Add(field with { Option = name });
        }

        return distinct;
    }

    private static string[] Names(JToken? list) =>
        list?.Values<string>().OfType<string>().ToArray() ?? [];

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])|_")]
    private static partial Regex WordBreak();
}
