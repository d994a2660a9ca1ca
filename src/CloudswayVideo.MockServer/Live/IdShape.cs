namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// Makes ids of the same form as an example: digits in place of digits, letters in place of letters.
/// </summary>
internal static class IdShape
{
    /// <summary>Counts an id up by some steps, like an odometer.</summary>
    public static string After(string id, ulong steps)
    {
        var characters = id.ToCharArray();
        // Only the last digits of a UUID are counted up, so that its version and variant stay.
        if (Guid.TryParse(id, out _))
        {
            var last = Convert.ToUInt64(id[^12..], 16) + steps;
            return $"{id[..^12]}{last & 0xFFFFFFFFFFFF:x12}";
        }

        var left = steps;
        for (var index = characters.Length - 1; index >= 0 && left > 0; index--)
        {
            if (!char.IsAsciiLetterOrDigit(characters[index]))
            {
                continue;
            }

            var first =
                char.IsAsciiDigit(characters[index]) ? '0'
                : char.IsAsciiLetterUpper(characters[index]) ? 'A'
                : 'a';
            var count = first == '0' ? 10u : 26u;
            var position = (ulong)(characters[index] - first) + (left % count);
            characters[index] = (char)(first + (position % count));
            left = (left / count) + (position / count);
        }

        // Zero is no id, as after 9 where the contract shows ids of one digit.
        var next = new string(characters);
        return
            next.Contains('0', StringComparison.Ordinal)
            && !next.Any(character => char.IsAsciiLetterOrDigit(character) && character != '0')
            ? After(id, steps + 1)
            : next;
    }

    public static bool AreAlike(string one, string other) =>
        one.Length == other.Length && one.Any(char.IsAsciiLetter) == other.Any(char.IsAsciiLetter);
}
