using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>Reads a moment from seconds or milliseconds, as a number or as text; zero and blank mean unknown.</summary>
internal sealed class UnixTimeConverter : JsonConverter
{
    // In seconds it is the year 5138, in milliseconds 1973: no moment of this service lies between.
    private const double FirstMillisecond = 1e11;

    public static UnixTimeConverter Instance { get; } = new();

    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) =>
        (Nullable.GetUnderlyingType(objectType) ?? objectType) == typeof(DateTimeOffset);

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    )
    {
        if (
            !double.TryParse(
                TextConverter.Read(reader),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            ) || number is 0 or double.NaN
        )
        {
            return null;
        }

        var seconds = Math.Abs(number) >= FirstMillisecond ? number / 1000 : number;
        return
            seconds > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalSeconds
            || seconds < (DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch).TotalSeconds
            ? null
            : DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        throw new NotSupportedException();
}
