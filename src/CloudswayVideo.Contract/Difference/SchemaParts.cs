using System.Collections.Immutable;
using static CloudswayVideo.Contract.Difference.ContractParts;

namespace CloudswayVideo.Contract.Difference;

/// <summary>Takes a schema apart: the facts of the value itself, and its fields.</summary>
internal sealed class SchemaParts(Func<JToken, JToken> resolve)
{
    public void Read(ContractPart part, JToken? schema) => Read(part, schema, []);

    private void Read(ContractPart part, JToken? schema, ImmutableList<string> within)
    {
        // An unchecked contract of the past may have a word instead of a schema.
        if (schema is JValue)
        {
            part.Facts[("type", "")] = Text(schema);
            return;
        }

        if (schema?["$ref"].Text() is { } reference)
        {
            part.Facts[("class", "")] = reference.Split('/')[^1];
            // A class that contains itself would never end.
            if (!within.Contains(reference))
            {
                Read(part, resolve(schema!), within.Add(reference));
            }

            return;
        }

        foreach (var member in (schema?["allOf"]).Items())
        {
            Read(part, member, within);
        }

        var branches = schema?["oneOf"] ?? schema?["anyOf"];
        foreach (var branch in branches.Items())
        {
            Read(part, branch, within);
            part.Facts.Remove(("class", ""));
        }

        if (schema is not null && TypeOf(schema, branches) is { Length: > 0 } type)
        {
            part.Facts[("type", "")] = type;
        }

        foreach (var (name, value) in schema.Members())
        {
            switch (name)
            {
                case "allOf" or "oneOf" or "anyOf" or "type" or "format" or "required":
                    break;
                case "description":
                    // A field has its own description beside that of its class.
                    part.Facts[(name, within.LastOrDefault() ?? "")] = Text(value);
                    break;
                case "x-enumNames":
                    foreach (var (known, given) in schema!["enum"].Items().Zip(value))
                    {
                        part.Facts[("x-enumNames", Text(known))] = Text(given);
                    }

                    break;
                case "items":
                    Read(part.Part("[]", PartKind.Field, part.Direction), value, within);
                    break;
                case "properties":
                    ReadFields(part, value, schema!["required"], within);
                    break;
                default:
                    ReadKeyword(part, name, value);
                    break;
            }
        }
    }

    /// <summary>Reads a keyword. Each item of a list becomes a fact, so that a new item changes no other.</summary>
    public static void ReadKeyword(ContractPart part, string name, JToken value)
    {
        switch (name, value)
        {
            case ("enum", JArray values):
                part.Facts[("order of values", "")] = string.Join('\n', values.Select(Text));
                AddEach(part, name, values);
                break;
            case ("x-phases" or "x-reasons", JObject meanings):
                foreach (var (meaning, items) in meanings.Members())
                {
                    items.ToList().ForEach(item => part.Facts[(name, Text(item))] = meaning);
                }

                break;
            case ("x-commands", JObject commands):
                foreach (var (command, found) in commands.Members())
                {
                    part.Facts[("description", $"of {command}")] = Text(found["summary"]);
                    part.Facts[(name, command)] = Text(
                        new JObject(
                            found.Children<JProperty>().Where(field => field.Name != "summary")
                        )
                    );
                }

                break;
            case ("x-bracketed", JObject bracketed):
                foreach (var (known, meaning) in bracketed["known"].Members())
                {
                    part.Facts[("bracketed name", known)] = known;
                    part.Facts[("description", $"of {known}")] = Text(meaning);
                }

                part.Facts[("recommendedAtOnce", "")] = Text(bracketed["recommendedAtOnce"]);
                part.Facts[(name, "")] = Text(bracketed["name"]);
                break;
            case ("x-image-limits", JObject limits):
                foreach (var (limit, found) in limits.Members())
                {
                    ReadKeyword(part, limit, found);
                }

                break;
            case ("formats", JArray formats):
                AddEach(part, "image format", formats);
                break;
            case ("required" or "nullable" or "deprecated", { Type: JTokenType.Boolean })
                when !(bool)value:
                // False is the default.
                break;
            default:
                part.Facts[(name, "")] = Text(value);
                break;
        }
    }

    private static void AddEach(ContractPart part, string keyword, JArray values)
    {
        foreach (var value in values.Select(Text))
        {
            part.Facts[(keyword, value)] = value;
        }
    }

    private void ReadFields(
        ContractPart part,
        JToken properties,
        JToken? required,
        ImmutableList<string> within
    )
    {
        foreach (var (name, schema) in properties.Members())
        {
            var field = part.Part(name, PartKind.Field, part.Direction);
            Read(field, schema, within);
            if (field.Has("x-alias-of"))
            {
                // Its content is reported at the member that it is an alias of.
                field.Parts.Clear();
            }

            if (required.Items().Any(item => item.Text() == name))
            {
                field.Facts[("required", "")] = "true";
            }
        }
    }

    private static string TypeOf(JToken schema, JToken? branches = null)
    {
        if (schema is not JObject)
        {
            return Text(schema);
        }

        if (schema["$ref"].Text() is { } reference)
        {
            return reference.Split('/')[^1];
        }

        var union = branches is null
            ? null
            : string.Join(" or ", branches.Select(branch => TypeOf(branch)));
        return string.Join(
            ' ',
            new[]
            {
                union,
                Text(schema["type"]),
                Text(schema["format"]),
                schema["enum"] is null ? "" : "of known values",
            }.Where(word => word is { Length: > 0 })
        );
    }
}
