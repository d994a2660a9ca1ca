using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Reads a number or a flag from a number, a flag or a text. Any other value is absent, not an error.
/// </summary>
internal sealed class NumberConverter : ReplyConverter
{
    // Boxed once, because most numbers in a reply about an unfinished job are zero.
    private static readonly object Zero = 0;

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    )
    {
        if (TextConverter.Read(reader) is not { } text)
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(objectType) ?? objectType;
        if (type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : null;
        }

        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.Integer, culture, out var exact) ? exact : null;
        }

        return Number(text) switch
        {
            null => null,
            { } number when type != typeof(int) => Convert.ChangeType(number, type, culture),
            < int.MinValue or > int.MaxValue => null,
            > -1 and < 1 => Zero,
            { } number => (int)number,
        };
    }

    // "85%" is 0.85. Without the sign, 85 stays 85.
    private static double? Number(string text)
    {
        var isPercentage = text.EndsWith('%');
        var digits = isPercentage ? text.AsSpan()[..^1] : text;
        return
            double.TryParse(
                digits,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            ) && double.IsFinite(number)
            ? isPercentage
                ? number / 100
                : number
            : null;
    }
}
