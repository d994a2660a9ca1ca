using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Json;

/// <summary>A value of a set that may grow: generated from an enum of the contract, but any other value passes.</summary>
internal interface IOpenValue
{
    object? Value { get; }
}

/// <summary>Reads and writes open values as what they wrap.</summary>
internal sealed class OpenValueConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => typeof(IOpenValue).IsAssignableFrom(Nullable.GetUnderlyingType(objectType) ?? objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var type = Nullable.GetUnderlyingType(objectType) ?? objectType;
        var isText = type.GetProperty(nameof(IOpenValue.Value))!.PropertyType == typeof(string);
        return TextConverter.Read(reader) switch
        {
            null => null,
            var text when isText => Activator.CreateInstance(type, text),
            var text when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => Activator.CreateInstance(type, number),
            _ => null,
        };
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => writer.WriteValue(((IOpenValue?)value)?.Value);
}
