using System.Globalization;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Tests.Contract;

/// <summary>
/// What the C# members must be for a JSON reply, worked out from the contract alone: aliases fold into one member,
/// blank means null, moments are counted in seconds or milliseconds.
/// </summary>
internal static class ReplyValues
{
    public static void ShouldMatch(object actual, JObject wire, JsonSchema schema)
    {
        var properties = schema.ActualSchema.ActualProperties;
        foreach (var field in wire.Properties())
        {
            var property = properties[field.Name];
            var name = Extension(property, "x-alias-of") ?? field.Name;
            if (Extension(property, "x-envelope") is not null)
            {
                ShouldMatch(actual, (JObject)field.Value, property.ActualTypeSchema);
            }
            else if (field.Value is JObject nested)
            {
                ShouldMatch(
                    Member(actual, name).GetValue(actual)!,
                    nested,
                    property.ActualTypeSchema
                );
            }
            else
            {
                ValueShouldMatch(
                    Member(actual, name),
                    actual,
                    (JValue)field.Value,
                    Extension(property, "x-absent")
                );
            }
        }
    }

    private static void ValueShouldMatch(
        PropertyInfo member,
        object owner,
        JValue wire,
        string? absent
    )
    {
        var actual = member.GetValue(owner);
        var text = Convert.ToString(wire.Value, CultureInfo.InvariantCulture)!;
        if (string.IsNullOrWhiteSpace(text) || text == absent)
        {
            actual.Should().BeNull("{0} is blank", member.Name);
        }
        else if (actual is ErrorDetail detail)
        {
            detail.Message.Should().Be(text);
        }
        else if (actual is DateTimeOffset moment)
        {
            moment
                .ToUnixTimeMilliseconds()
                .Should()
                .Be(
                    long.Parse(text, CultureInfo.InvariantCulture) * (text.Length > 11 ? 1 : 1000),
                    "{0} is that moment",
                    member.Name
                );
        }
        else
        {
            Convert
                .ToString(actual, CultureInfo.InvariantCulture)
                .Should()
                .Be(text, "{0} has that value", member.Name);
        }
    }

    private static PropertyInfo Member(object owner, string name) =>
        owner
            .GetType()
            .GetProperties()
            .Single(property =>
                property.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName == name
            );

    private static string? Extension(JsonSchemaProperty property, string name) =>
        property.ExtensionData?.TryGetValue(name, out var value) == true
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;
}
