using System.Numerics;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Makes a schema for a field that was seen and is not documented.</summary>
internal static class LearntSchema
{
    public static JObject OfField(FoundDrift drift, JObject owner, string name, string seen)
    {
        var isReply = drift.Finding.Direction == DriftDirection.Reply;
        var like = owner["properties"]
            .Fields()
            .FirstOrDefault(one => isReply && Plain(one.Name) == Plain(name));
        if (like?.Value is JObject sibling)
        {
            var spelling = (JObject)sibling.DeepClone();
            var canonical = sibling["x-alias-of"].Text() ?? like.Name;
            spelling.Fields(Grammar.OfOneSpelling).ToList().ForEach(mark => mark.Remove());
            spelling["x-alias-of"] = canonical;
            spelling["description"] = seen;
            return spelling;
        }

        var field = Of(drift.Value!, isReply);
        field["description"] = seen;
        return field;
    }

    private static JObject Of(JToken value, bool isNullable)
    {
        var type = new JObject
        {
            ["type"] = value switch
            {
                // The type of a null is unknown.
                { Type: JTokenType.Null } => "string",
                JValue { Value: BigInteger } => "number",
                _ => JsonTypes.Of(value),
            },
        };
        switch (value)
        {
            case JObject fields
                when fields.Count > 0 && fields.Properties().All(one => SafeText.IsName(one.Name)):
                type["properties"] = new JObject(
                    fields
                        .Properties()
                        .Select(one => new JProperty(one.Name, Of(one.Value, isNullable)))
                );
                return type;
            case JArray items:
                type["items"] = Of(items.FirstOrDefault() ?? JValue.CreateString(""), isNullable);
                return type;
            case JValue:
                if (JToken.DeepEquals(type["type"], "integer"))
                {
                    type["format"] = "int64";
                }

                if (isNullable)
                {
                    type["nullable"] = true;
                }

                return type;
            default:
                return type;
        }
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal)
            .ToUpperInvariant();
}
