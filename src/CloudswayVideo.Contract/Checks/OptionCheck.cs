using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks the tool's commands of a family, and that each option of a command is that of one field.</summary>
internal sealed class OptionCheck(ContractTree tree, Findings findings)
{
    private readonly Dictionary<(string?, string), FoundOperation> _commands = [];

    public void Check(FoundOperation operation)
    {
        var commands = ContractTree.Fields(operation.Fields["x-commands"]).ToList();
        foreach (var command in commands)
        {
            CheckName(command, operation);
            CheckFields(operation, ContractTree.Items(command.Value["omits"]));
        }

        if (commands.Count == 0 && operation.Step == "submit")
        {
            CheckFields(operation, []);
        }
    }

    private void CheckName(JProperty command, FoundOperation operation)
    {
        var (form, words) = Grammar.FormOf("option")!.Value;
        if (!form.IsMatch(command.Name))
        {
            findings.Add(command, $"\"{command.Name}\" is not the name of a command: use {words}");
        }
        else if (!_commands.TryAdd((operation.Tag, command.Name), operation))
        {
            findings.Add(
                command,
                $"\"{command.Name}\" is also a command of {_commands[(operation.Tag, command.Name)].Name}: "
                    + "give each command of a family its own name"
            );
        }
    }

    private void CheckFields(FoundOperation operation, IEnumerable<JToken> omitted)
    {
        var without = omitted.Select(ContractTree.Text).ToHashSet();
        var fields = tree.FieldsAtAnyDepth(
                tree.Content(operation.Fields["requestBody"])?.Value["schema"]
            )
            .Where(field =>
                field.Schema is JObject
                && field.Names[^1] != "[]"
                && !without.Contains(field.Names[0])
            )
            .Where(field => !tree.Properties(ItemOf(field.Schema)).Any())
            .Select(field =>
                (
                    Path: string.Join(".", field.Names)
                        .Replace(".[]", "", StringComparison.Ordinal),
                    Mark: field.Schema["x-option"],
                    Option: ContractTree.Text(field.Schema["x-option"])
                        ?? ToolOption.NameOf(field.Names[^1])
                )
            );
        foreach (var same in fields.GroupBy(field => field.Option).Where(same => same.Count() > 1))
        {
            foreach (var field in same.Where(one => one.Mark is not null))
            {
                findings.Add(
                    field.Mark!,
                    $"--{same.Key} is also the option of \"{same.First(one => one != field).Path}\", beside "
                        + $"\"{field.Path}\": give each field of a command its own \"x-option\""
                );
            }
        }
    }

    private JToken? ItemOf(JToken schema) => tree.Keyword(schema, "items") ?? schema;
}
