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

        if (objectType == typeof(bool) || objectType == typeof(bool?))
        {
            return bool.TryParse(text, out var flag) ? flag : null;
        }

        if (objectType == typeof(long) || objectType == typeof(long?))
        {
            return long.TryParse(
                text,
                NumberStyles.Integer,
                CultureInfo.InvariantCulture,
                out var exact
            )
                ? exact
                : null;
        }

        if (Number(text) is not { } number)
        {
            return null;
        }

        return objectType == typeof(int) || objectType == typeof(int?)
            ? number is >= int.MinValue and <= int.MaxValue
                ? number is > -1 and < 1
                    ? Zero
                    : (int)number
                : null
            : Convert.ChangeType(
                number,
                Nullable.GetUnderlyingType(objectType) ?? objectType,
                CultureInfo.InvariantCulture
            );
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
