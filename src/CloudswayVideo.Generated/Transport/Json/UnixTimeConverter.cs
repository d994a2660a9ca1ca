using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Reads a time from seconds or milliseconds since 1970, as a number or a text, or from a date of ISO 8601 or
/// HTTP. Zero, blank and times outside the years 1 to 9999 are absent.
/// </summary>
internal sealed class UnixTimeConverter : ReplyConverter
{
    // As seconds this is the year 5138, as milliseconds 1973. Times of this service are never in between.
    private const double FirstMilliseconds = 1e11;

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    )
    {
        var text = TextConverter.Read(reader);
        return double.TryParse(
            text,
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? FromNumber(number)
            : FromDate(text);
    }

    private static DateTimeOffset? FromNumber(double number)
    {
        var seconds = Math.Abs(number) >= FirstMilliseconds ? number / 1000 : number;
        var ticks = seconds * TimeSpan.TicksPerSecond;
        // "Less than", because the last tick, as a double, rounds up to the first tick of the year 10000.
        return
            number is not 0
            && ticks < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks
            && ticks >= (DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch).Ticks
            ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks)
            : null;
    }

    // Only texts that start like 2026-01-02 or "Fri, 2": .NET would also parse others as a date, such as "12:30".
    private static DateTimeOffset? FromDate(string? text) =>
        text is [_, _, _, _, '-', _, _, '-', ..] or [_, _, _, ',', ' ', ..]
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;
}
