namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Finds schemas that are a part of themselves: no value can be checked against one, because that never ends.
/// </summary>
internal sealed class CycleCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] Keywords = ["allOf", "oneOf", "anyOf"];

    public void Check(JObject schema)
    {
        foreach (var keyword in Keywords)
        {
            if (schema[keyword].Items().Any(part => LeadsTo(schema, part, [])))
            {
                findings.AddUnreadable(
                    schema.Field(keyword)!,
                    $"\"{keyword}\" leads back to the schema that it is a part of: remove the reference back",
                    hidesParts: true
                );
            }
        }
    }

    private bool LeadsTo(JObject schema, JToken? from, HashSet<JToken> seen) =>
        from is JObject part
        && (
            part == schema
            || seen.Add(part) && PartsOf(part).Any(inner => LeadsTo(schema, inner, seen))
        );

    private IEnumerable<JToken> PartsOf(JObject schema) =>
        schema["$ref"].Text() is { } reference
            ? new[] { tree.Find(reference) }.OfType<JToken>()
            : Keywords.SelectMany(keyword => schema[keyword].Items());
}
