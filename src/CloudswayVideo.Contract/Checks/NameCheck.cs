using CloudswayVideo.Contract.Preparation;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that the C# names which a contract gives are free: the generator would change a name that is taken.
/// </summary>
internal sealed class NameCheck(ContractTree tree, Findings findings)
{
    public void Check(IEnumerable<JObject> schemas)
    {
        var types = (tree.Components?["schemas"]).Fields().ToList();
        var reserved = ReservedTypes
            .OfLibraries.Concat(tree.Operations.Select(one => ClientOf(one.Tag)))
            .ToHashSet();
        CheckAll(types.Select(one => (one.Name, one.Value)), reserved, "a type of the client");
        var spellings = types
            .Where(one => SchemaNames.Given(one.Value) is null)
            .GroupBy(one => CSharpName.Member(one.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var same in spellings)
        {
            findings.AddEach(
                same.Skip(1),
                other =>
                    $"\"{other.Name}\" and \"{same.First().Name}\" have the same C# name, or differ only in case: "
                    + "rename one, or add \"x-csharp-name\""
            );
        }

        schemas.ToList().ForEach(CheckMembers);
        foreach (var family in tree.Operations.GroupBy(one => one.Tag))
        {
            CheckFamily([.. family]);
        }
    }

    private static string ClientOf(string? tag) => CSharpName.Member(tag ?? "") + "Client";

    private void CheckFamily(List<FoundOperation> family)
    {
        var verbs = family.Select(one => one.Fields["x-task-verb"]).OfType<JValue>().ToList();
        CheckAll(
            family.Select(one => (NameOf(one), (JToken)one.Fields)),
            [
                .. Families.ClientMethods,
                .. verbs.Select(verb => CSharpName.Member(Words.Text(verb))),
            ],
            "a method of every client"
        );
        findings.AddEach(
            verbs.Where(verb =>
                CSharpName.Member(Words.Text(verb)) is not "Generate" and var name
                && Families.ClientMethods.Contains(name, StringComparer.OrdinalIgnoreCase)
            ),
            verb =>
                $"\"{verb}\" is already the name of a method of every client: choose another verb"
        );

        foreach (var operation in family)
        {
            CheckAll(
                operation.Arguments.Select(one => (one.Name, (JToken)one.Fields)),
                [.. OperationShapes.OtherArguments.Select(CSharpName.Member)],
                "an argument of every method"
            );
        }
    }

    // Without the family, which the id begins with.
    private static string NameOf(FoundOperation operation) => operation.Name.Split('_', 2)[^1];

    private void CheckMembers(JObject schema)
    {
        if (ContractTree.SchemaAround(schema) != schema)
        {
            return;
        }

        var type =
            SchemaNames.Given(schema)
            ?? (
                schema.Parent is JProperty { Parent.Parent: JProperty { Name: "schemas" } } named
                    ? CSharpName.Member(named.Name)
                    : null
            );
        var fields = tree.Properties(schema)
            .Where(one => one.Value is JObject field && field["x-alias-of"] is null)
            .Select(one => (one.Name, one.Value))
            .ToList();
        var reasons = fields
            .Where(one => tree.Keyword(one.Value, "x-reasons") is not null)
            .Select(one => SchemaNames.Name(one.Value, one.Name) + "Reason");
        CheckAll(
            fields,
            [.. SchemaNames.OfEveryObject, .. SchemaNames.OfEveryClass, .. reasons],
            "a member of its class"
        );
        findings.AddEach(
            fields.Where(one => type is not null && SchemaNames.Given(one.Value) == type),
            one => one.Value[SchemaNames.Mark]!,
            _ => $"\"{type}\" is the name of the class itself: choose another C# name"
        );
        findings.AddEach(
            schema["x-enumNames"]
                .Items()
                .Where(one =>
                    SchemaNames
                        .OfEveryObject.Concat(SchemaNames.OfEveryEnum)
                        .Append(type)
                        .Contains(one.Text())
                ),
            name =>
                $"\"{name}\" is already a member of every enum, or its type: choose another name"
        );
    }

    private void CheckAll(
        IEnumerable<(string Name, JToken Part)> parts,
        HashSet<string> reserved,
        string whose
    )
    {
        var all = parts
            .Select(one => (one.Name, one.Part, CSharp: SchemaNames.Name(one.Part, one.Name)))
            .DistinctBy(one => one.Part)
            .ToList();
        foreach (
            var (name, part, csharp) in all.Where(one => SchemaNames.Given(one.Part) is not null)
        )
        {
            var other = all.Find(one => one.Part != part && one.CSharp == csharp);
            if (reserved.Contains(csharp) || other.Part is not null)
            {
                findings.Add(
                    part[SchemaNames.Mark]!,
                    $"\"{csharp}\" is already the C# name of "
                        + $"{(other.Part is not null ? $"\"{other.Name}\", beside \"{name}\"" : whose)}: "
                        + "choose another, or remove the mark"
                );
            }
        }
    }
}
