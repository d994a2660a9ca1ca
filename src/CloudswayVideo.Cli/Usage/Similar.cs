namespace CloudswayVideo.Cli.Usage;

/// <summary>Finds the names that a mistyped one was probably meant to be.</summary>
internal static class Similar
{
    private const int MostSuggestions = 3;

    /// <summary>The known names that are almost the text, the most similar first.</summary>
    public static IReadOnlyList<string> To(string text, IEnumerable<string> names)
    {
        var typed = Plain(text);
        return
        [
            .. names
                .Select(name => (Name: name, Distance: Distance(typed, Plain(name))))
                .Where(name =>
                    name.Distance <= (typed.Length < 4 ? 1 : Math.Max(2, typed.Length / 3))
                )
                .OrderBy(name => name.Distance)
                .Select(name => name.Name)
                .Take(MostSuggestions),
        ];
    }

    // "text2video" and "TextToVideo" are "text-to-video" to the one who types them.
    private static string Plain(string name) =>
        name.ToLowerInvariant()
            .Replace("2", "to", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal);

    /// <summary>How many letters must be added, removed or replaced to make one of the other (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var row = 1; row <= one.Length; row++)
        {
            var current = new int[other.Length + 1];
            current[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var replaced = before[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1);
                current[column] = Math.Min(
                    replaced,
                    Math.Min(before[column], current[column - 1]) + 1
                );
            }

            before = current;
        }

        return before[^1];
    }
}
