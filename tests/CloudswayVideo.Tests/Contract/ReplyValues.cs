using System.Collections;
using System.Globalization;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Tests.Contract;

/// <summary>
/// Compares C# members with a JSON reply by the contract alone: aliases are one member, an empty text is null, times
/// are in seconds or milliseconds.
/// </summary>
internal static class ReplyValues
{
    public static void ShouldMatch(object actual, JObject wire, JsonSchema schema)
    {
        var properties = schema.ActualSchema.ActualProperties;
        foreach (var field in wire.Properties())
        {
            if (!properties.TryGetValue(field.Name, out var property))
            {
                // An open object keeps other fields as they are.
                continue;
            }

            var name = Extension(property, "x-alias-of") ?? field.Name;
            if (Extension(property, "x-envelope") is not null)
            {
                ShouldMatch(actual, (JObject)field.Value, property.ActualTypeSchema);
            }
            else
            {
                ShouldMatch(
                    Member(actual, name).GetValue(actual),
                    field.Value,
                    property.ActualTypeSchema,
                    name,
                    Extension(property, "x-absent")
                );
            }
        }
    }

    private static void ShouldMatch(
        object? actual,
        JToken wire,
        JsonSchema schema,
        string name,
        string? absent
    )
    {
        switch (wire)
        {
            // An error has members for code and message only.
            case JObject nested when actual is ErrorDetail error:
                error.Code.Should().Be(nested["code"]?.ToString());
                error.Message.Should().Be(nested["message"]?.ToString());
                break;
            case JObject nested:
                ShouldMatch(actual!, nested, schema);
                break;
            case JArray items:
                var values = ((IEnumerable)actual!).Cast<object>().ToList();
                values.Should().HaveCount(items.Count, "{0} has that many", name);
                for (var index = 0; index < items.Count; index++)
                {
                    ShouldMatch(
                        values[index],
                        items[index],
                        schema.Item!.ActualTypeSchema,
                        name,
                        absent
                    );
                }

                break;
            default:
                ValueShouldMatch(actual, (JValue)wire, name, absent);
                break;
        }
    }

    private static void ValueShouldMatch(object? actual, JValue wire, string name, string? absent)
    {
        var text = Convert.ToString(wire.Value, CultureInfo.InvariantCulture)!;
        if (string.IsNullOrWhiteSpace(text) || text == absent)
        {
            actual.Should().BeNull("{0} is blank", name);
        }
        else if (wire.Type == JTokenType.Boolean)
        {
            actual!.ToString().Should().BeEquivalentTo(text, "{0} is that flag, in any case", name);
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
                .Be(MillisecondsOf(wire, text), "{0} is that moment", name);
        }
        else
        {
            Convert
                .ToString(actual, CultureInfo.InvariantCulture)
                .Should()
                .Be(text, "{0} has that value", name);
        }
    }

    private static long MillisecondsOf(JValue wire, string text) =>
        wire.Value is DateTime moment ? new DateTimeOffset(moment).ToUnixTimeMilliseconds()
        : long.TryParse(text, CultureInfo.InvariantCulture, out var count)
            ? count * (text.Length > 11 ? 1 : 1000)
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

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
