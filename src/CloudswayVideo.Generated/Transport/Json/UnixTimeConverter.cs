using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Reads a moment from seconds or milliseconds, as a number or as text, or from an ISO 8601 date. Zero, blank and
/// what lies beyond the years 1 to 9999 mean unknown.
/// </summary>
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
        var text = TextConverter.Read(reader)?.Trim();
        return double.TryParse(
            text,
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? FromNumber(number)
            : FromDate(text);
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        throw new NotSupportedException();

    private static DateTimeOffset? FromNumber(double number)
    {
        var seconds = Math.Abs(number) >= FirstMillisecond ? number / 1000 : number;
        var ticks = seconds * TimeSpan.TicksPerSecond;
        // Not "at most the last tick": as a double, the last tick is the first one of the year 10000.
        return
            number is not 0
            && ticks < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks
            && ticks >= (DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch).Ticks
            ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks)
            : null;
    }

    // Only what starts like 2026-01-02: .NET takes much else for a date, such as "12:30".
    private static DateTimeOffset? FromDate(string? text) =>
        text is [_, _, _, _, '-', _, _, '-', ..]
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;
}
