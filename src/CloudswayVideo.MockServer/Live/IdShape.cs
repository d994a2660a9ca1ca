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

        for (var index = characters.Length - 1; index >= 0 && steps > 0; index--)
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
            var position = (ulong)(characters[index] - first) + (steps % count);
            characters[index] = (char)(first + (position % count));
            steps = (steps / count) + (position / count);
        }

        return new string(characters);
    }

    public static bool AreAlike(string one, string other) =>
        one.Length == other.Length && one.Any(char.IsAsciiLetter) == other.Any(char.IsAsciiLetter);
}
