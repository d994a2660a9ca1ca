namespace CloudswayVideo.Contract;

/// <summary>Finds the names that a mistyped one was probably meant to be.</summary>
public static class SimilarNames
{
    private const int MostSuggestions = 3;

    /// <summary>Finds the names that are similar to a mistyped one.</summary>
    /// <param name="text">The mistyped name.</param>
    /// <param name="names">The names that are allowed.</param>
    /// <returns>At most three names, the most similar first.</returns>
    public static IReadOnlyList<string> To(string text, IEnumerable<string> names) =>
        To(text, names, int.MaxValue);

    internal static IReadOnlyList<string> To(string text, IEnumerable<string> names, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = Plain(text);
        return
        [
            .. names
                .Select(name => (Name: name, Distance: Distance(typed, Plain(name))))
                .Where(name =>
                    name.Distance
                    <= Math.Min(most, typed.Length < 4 ? 1 : Math.Max(2, typed.Length / 3))
                )
                .OrderBy(name => name.Distance)
                // A missing letter is more frequent than a wrong one.
                .ThenByDescending(name => name.Name.Length)
                .Select(name => name.Name)
                .Take(MostSuggestions),
        ];
    }

    // A person may type "text2video" or "TextToVideo" for "text-to-video".
    private static string Plain(string name) =>
        name.ToLowerInvariant()
            .Replace("2", "to", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal);

    /// <summary>
    /// How many letters to add, remove, replace or swap with the next to get from one to the other (Damerau and
    /// Levenshtein).
    /// </summary>
    private static int Distance(string one, string other)
    {
        int[] earlier = [];
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
                if (
                    row > 1
                    && column > 1
                    && one[row - 1] == other[column - 2]
                    && one[row - 2] == other[column - 1]
                )
                {
                    current[column] = Math.Min(current[column], earlier[column - 2] + 1);
                }
            }

            (earlier, before) = (before, current);
        }

        return before[^1];
    }
}
