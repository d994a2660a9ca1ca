namespace CloudswayVideo.Cli.Display;

/// <summary>Numbers with their nouns, such as "1 row" and "2 rows".</summary>
internal static class Plural
{
    public static string Count(int count, string noun) =>
        count == 1 ? $"{count} {noun}" : $"{count} {noun}s";
}
