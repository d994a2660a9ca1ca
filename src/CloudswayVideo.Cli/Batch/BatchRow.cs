using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// A row of the file of jobs that can be submitted. Its key identifies it in every run: its id or, without one, its
/// digest and a count of equal rows before it.
/// </summary>
internal sealed partial record BatchRow(
    int Number,
    string Key,
    string Digest,
    string Endpoint,
    PreparedJob Job
)
{
    /// <summary>What is wrong with a key, which becomes the name of a file on any system; null if nothing is.</summary>
    public static string? KeyProblem(string key) =>
        !FileName().IsMatch(key)
            ? $"found \"{key}\"; it names the video's file, so allowed are up to 100 ASCII letters, digits, "
                + "hyphens, underscores and dots, with no dot at the beginning or end"
        : DeviceName().IsMatch(key)
            ? $"found \"{key}\", which Windows keeps for a device; it names the video's file, so put "
                + "something before it"
        : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?\z")]
    private static partial Regex FileName();

    [GeneratedRegex(
        @"\A(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex DeviceName();
}
