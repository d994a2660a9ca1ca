namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Gives every class, member and known value of the contract its C# name, as x-csharp-name and x-known.
/// </summary>
internal static class SchemaNames
{
    public const string Mark = "x-csharp-name";

    internal static readonly string[] OfEveryObject =
        "Equals Finalize GetHashCode GetType MemberwiseClone ReferenceEquals ToString".Split(' ');

    internal static readonly string[] OfEveryClass = ["UnknownFields", "Extra"];
    internal static readonly string[] OfEveryEnum = ["Value", "Phase", "Reason", "Deconstruct"];

    /// <summary>Names all schemas of a document, once they have their shapes (SchemaShapes).</summary>
    /// <param name="document">The document.</param>
    /// <param name="reserved">The names that no type may have.</param>
    public static void Give(JObject document, IEnumerable<string> reserved)
    {
        var schemas = (JObject)document["components"]!["schemas"]!;
        var taken = reserved.ToHashSet();
        var names = schemas
            .Members()
            .ToDictionary(
                schema => schema.Name,
                schema => CSharpName.Unique(Name(schema.Value, schema.Name), taken, "Model")
            );
        var references = document.Descendants().OfType<JProperty>().Where(IsReference).ToList();
        foreach (var reference in references)
        {
            reference.Value = Json.Reference(names[Json.SchemaName(reference.Parent)!])["$ref"]!;
        }

        var renamed = new JObject();
        foreach (var (name, value) in schemas.Members())
        {
            var schema = (JObject)value;
            NameMembers(schema, names[name]);
            NameValues(schema, names[name]);
            renamed[names[name]] = schema;
        }

        document["components"]!["schemas"] = renamed;
    }

    /// <summary>The C# name that the contract gives, or else one made of the name on the wire.</summary>
    public static string Name(JToken part, string name) => Given(part) ?? CSharpName.Member(name);

    /// <summary>The C# name that the contract gives; null if it gives none.</summary>
    public static string? Given(JToken part) => (part as JObject)?[Mark].Text();

    private static bool IsReference(JProperty property) =>
        property.Name == "$ref" && Json.SchemaName(property.Parent) is not null;

    private static void NameMembers(JObject schema, string type)
    {
        var taken = OfEveryObject.Concat(OfEveryClass).Append(type).ToHashSet();
        var members = schema["properties"].Members();
        foreach (var (name, property) in members.Where(one => one.Value["x-alias-of"] is null))
        {
            property[Mark] = CSharpName.Unique(Name(property, name), taken, "Value");
            // Only an object of the same type can be folded into the object around it.
            if (Json.SchemaName(property) != type)
            {
                ((JObject)property).Remove("x-envelope");
            }
        }
    }

    // Values are compared without case, so texts that differ only in case are one value.
    private static void NameValues(JObject schema, string type)
    {
        if (schema["enum"] is not JArray values)
        {
            return;
        }

        var given = schema["x-enumNames"].Items().Select(Tokens.Text).ToList();
        var taken = OfEveryObject.Concat(OfEveryEnum).Append(type).ToHashSet();
        var known = new JObject();
        var texts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, value) in values.Index())
        {
            var text = Words.Text(value);
            if (value.Type != JTokenType.Null && texts.Add(text))
            {
                var name = given.ElementAtOrDefault(index) ?? CSharpName.Member(text);
                known[CSharpName.Unique(name, taken, "Value")] = value.ToString(
                    Newtonsoft.Json.Formatting.None
                );
            }
        }

        schema["x-known"] = known;
    }
}
