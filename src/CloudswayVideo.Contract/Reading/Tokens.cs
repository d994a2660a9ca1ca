namespace CloudswayVideo.Contract.Reading;

/// <summary>Reads tokens of a contract, any of which may be missing or of another type.</summary>
internal static class Tokens
{
    public static IEnumerable<JProperty> Fields(this JToken? token) =>
        (token as JObject)?.Properties() ?? [];

    /// <summary>The fields that an object has of some names.</summary>
    public static IEnumerable<JProperty> Fields(this JObject fields, IEnumerable<string> names) =>
        names.Select(fields.Field).OfType<JProperty>();

    /// <summary>A copy of the fields of an object, which may be changed meanwhile; empty of anything else.</summary>
    public static IEnumerable<(string Name, JToken Value)> Members(this JToken? token) =>
        token.Fields().Select(member => (member.Name, member.Value)).ToList();

    public static JProperty? Field(this JObject fields, string name) =>
        fields[name]?.Parent as JProperty;

    public static IEnumerable<JToken> Items(this JToken? list) => list as JArray ?? [];

    public static string? Text(this JToken? token) =>
        token is JValue { Type: JTokenType.String } text ? (string)text! : null;

    public static double? Number(this JToken? token) =>
        token is JValue { Type: JTokenType.Integer or JTokenType.Float } number
            ? (double)number
            : null;

    public static bool IsTrue(this JToken? token) => token is JValue { Value: true };
}
