namespace CloudswayVideo.Contract.Reading;

/// <summary>The types of JSON Schema, and which values are of them.</summary>
internal static class JsonTypes
{
    /// <summary>Whether a word is one of the types; another one has a finding of its own.</summary>
    public static bool IsKnown(string? type) =>
        type is "string" or "integer" or "number" or "boolean" or "array" or "object";

    /// <summary>The type of a value, such as "integer"; "null" of null.</summary>
    public static string Of(JToken value) =>
        value.Type switch
        {
            JTokenType.Null => "null",
            JTokenType.Integer => "integer",
            JTokenType.Float => "number",
            JTokenType.Boolean => "boolean",
            JTokenType.Object => "object",
            JTokenType.Array => "array",
            _ => "string",
        };

    /// <summary>The type with its article, such as "an integer".</summary>
    public static string Described(JToken value) =>
        value.Type == JTokenType.Null ? "null" : Words.WithArticle(Of(value));

    /// <summary>Whether a value is of a type; an integer is also a number.</summary>
    public static bool IsOf(JToken value, string type) =>
        Of(value) == type || (type == "number" && value.Type == JTokenType.Integer);
}
