using CloudswayVideo.Contract.Preparation;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that generated classes have the members which hand-written parts of them set, such as those in
/// "Name.Creation.cs".
/// </summary>
internal sealed partial class ConvenienceCheck(JObject prepared, Findings findings)
{
    /// <summary>Checks the files of a folder that add to generated classes.</summary>
    /// <param name="sources">The folder of the client's hand-written code.</param>
    public void Check(string sources)
    {
        foreach (var file in Directory.EnumerateFiles(sources, "*.*.cs").Order())
        {
            var type = Path.GetFileName(file).Split('.')[0];
            if (!File.Exists(Path.Combine(sources, $"{type}.cs")))
            {
                Check(File.ReadAllText(file), Path.GetFileName(file));
            }
        }
    }

    private void Check(string code, string file)
    {
        var schemas = (JObject)prepared["components"]!["schemas"]!;
        foreach (var (type, member) in Uses(code))
        {
            var fields = (schemas[type]?["properties"]).Fields().ToList();
            if (!fields.Exists(one => SchemaNames.Name(one.Value, one.Name) == member))
            {
                var renamed = fields.Find(one => CSharpName.Member(one.Name) == member)?.Value;
                findings.Add(
                    (renamed as JObject)?[SchemaNames.Mark] ?? renamed ?? schemas[type] ?? schemas,
                    $"the hand-written {file} needs {type}.{member}, which the contract does not have: keep the "
                        + "schema, the field and their C# names, or remove the file"
                );
            }
        }
    }

    private static IEnumerable<(string Type, string Member)> Uses(string code) =>
        from creation in Creation().Matches(code)
        from member in Member().Matches(creation.Groups["members"].Value)
        select (creation.Groups["type"].Value, member.Groups["name"].Value);

    // Looks ahead, because a list of members may have further creations in it.
    [GeneratedRegex(@"new (?<type>\w+)\s*\{(?=(?<members>[^{}]*))")]
    private static partial Regex Creation();

    [GeneratedRegex(@"(?:^|,)\s*(?<name>\w+) = ")]
    private static partial Regex Member();
}
