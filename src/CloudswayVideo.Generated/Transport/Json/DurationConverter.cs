using System.Globalization;
using System.Xml;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>Reads a duration from ISO 8601 ("PT5S"), a time of day ("00:00:05") or a number of seconds.</summary>
internal sealed class DurationConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => true;

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    ) => Read(TextConverter.Read(reader));

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        writer.WriteValue(value is TimeSpan duration ? XmlConvert.ToString(duration) : null);

    private static TimeSpan? Read(string? text)
    {
        var culture = CultureInfo.InvariantCulture;
        try
        {
            return text is null ? null
                : double.TryParse(text, NumberStyles.Float, culture, out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                : TimeSpan.TryParse(text, culture, out var time) ? time
                : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception)
            when (exception is FormatException or OverflowException or ArgumentException)
        {
            // An unreadable duration is absent, so that the rest of the reply can be read.
            return null;
        }
    }
}
