namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks the tool's commands of a family, the fields that they name, and that each option of a command is that of one
/// field.
/// </summary>
internal sealed class OptionCheck(ContractTree tree, Findings findings)
{
    private readonly Dictionary<(string?, string), FoundOperation> _commands = [];

    public void Check(FoundOperation operation)
    {
        var commands = operation
            .Fields["x-commands"]
            .Fields()
            .Where(one => one.Value is JObject)
            .ToList();
        var body = tree.Content(operation.Fields["requestBody"])?.Value["schema"];
        var options = OptionsOf(body).ToList();
        foreach (var command in commands)
        {
            CheckName(command, operation);
            CheckFields(command.Value, operation, body, options);
            CheckOptions(options, command.Value["omits"].Items());
        }

        if (commands.Count == 0 && operation.Step == "submit")
        {
            CheckOptions(options, []);
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

    private void CheckFields(
        JToken command,
        FoundOperation operation,
        JToken? body,
        IEnumerable<FieldOption> options
    )
    {
        var all = tree.FieldsAtAnyDepth(body).Select(one => one.Names[^1]).ToHashSet();
        var atTop = tree.Properties(body).Select(one => one.Name).ToHashSet();
        var single = options.Select(one => one.Names[^1]).ToHashSet();
        var named = command["needs"]
            .Items()
            .Concat(command["omits"].Items())
            .Select(field => (field, atTop))
            .Append((command["argument"] ?? "", single));
        foreach (var (field, allowed) in named)
        {
            // A body that is missing, or refers to nothing, has another finding.
            if (
                field.Text() is { Length: > 0 } name
                && all.Count > 0
                && !findings.HidesParts
                && !allowed.Contains(name)
            )
            {
                findings.Add(
                    field,
                    $"\"{name}\" is {(all.Contains(name) ? "too deep in" : "not a field of")} the request of "
                        + $"{operation.Name}; {Words.Allowed(name, allowed)}"
                );
            }
        }

        var wanted = tree.Parts(body)
            .SelectMany(part => part["required"].Items())
            .Concat(command["needs"].Items())
            .Append(command["argument"])
            .Select(Tokens.Text)
            .ToHashSet();
        findings.AddEach(
            command["omits"].Items().Where(one => wanted.Contains(one.Text())),
            one =>
                $"the command cannot omit \"{one}\", which is its argument, under \"needs\", or required in the "
                + $"request of {operation.Name}: remove it from one of them"
        );
    }

    private void CheckOptions(List<FieldOption> options, IEnumerable<JToken> omitted)
    {
        var without = omitted.Select(Tokens.Text).ToHashSet();
        var given = options.Where(one => !without.Contains(one.Names[0]));
        foreach (var same in given.GroupBy(one => one.Option))
        {
            foreach (var one in same.Where(one => one.Mark is not null))
            {
                if (ToolOption.Taken.Contains(same.Key))
                {
                    findings.Add(
                        one.Mark!,
                        $"--{same.Key} is an option of every command: choose another \"x-option\""
                    );
                }
                else if (same.FirstOrDefault(other => other.Path != one.Path) is { } other)
                {
                    findings.Add(
                        one.Mark!,
                        $"--{same.Key} is also the option of \"{other.Path}\", beside \"{one.Path}\": give each "
                            + "field of a command its own \"x-option\""
                    );
                }
            }
        }
    }

    /// <summary>The fields that are options of their own; a list of several objects is one option, in JSON.</summary>
    private IEnumerable<FieldOption> OptionsOf(JToken? body)
    {
        var fields = tree.FieldsAtAnyDepth(body).Where(one => one.Schema is JObject).ToList();
        var inJson = fields.Where(one => IsJson(one.Schema)).Select(one => one.Names).ToList();
        return fields
            .Where(one =>
                one.Names[^1] != "[]"
                && (IsJson(one.Schema) || !tree.Properties(ItemOf(one.Schema)).Any())
                && !inJson.Exists(list =>
                    list.Count < one.Names.Count && one.Names.Take(list.Count).SequenceEqual(list)
                )
            )
            .Select(one => new FieldOption(one.Names, one.Schema["x-option"]));
    }

    private bool IsJson(JToken schema) =>
        tree.Keyword(schema, "items") is { } item
        && tree.Properties(item).Any()
        && tree.Keyword(schema, "maxItems").Number() is not 1;

    private JToken ItemOf(JToken schema) => tree.Keyword(schema, "items") ?? schema;

    private sealed record FieldOption(IReadOnlyList<string> Names, JToken? Mark)
    {
        public string Path { get; } =
            string.Join(".", Names).Replace(".[]", "", StringComparison.Ordinal);

        public string Option { get; } = Mark.Text() ?? ToolOption.NameOf(Names[^1]);
    }
}
