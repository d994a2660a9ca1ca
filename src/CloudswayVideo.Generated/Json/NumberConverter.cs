using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Json;

/// <summary>Reads a number or a flag from a number, a text or nothing; what cannot be one is absent, not an error.</summary>
internal sealed class NumberConverter : JsonConverter
{
    public static NumberConverter Instance { get; } = new();

    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => (Nullable.GetUnderlyingType(objectType) ?? objectType).IsPrimitive;

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var type = Nullable.GetUnderlyingType(objectType) ?? objectType;
        if (TextConverter.Read(reader) is not { } text)
        {
            return null;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : null;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return null;
        }

        return type == typeof(int) ? number is >= int.MinValue and <= int.MaxValue ? (int)number : null
            : type == typeof(long) ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var exact) ? exact : null
            : Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();
}
