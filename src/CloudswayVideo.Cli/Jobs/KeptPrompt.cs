using System.CommandLine;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The first words of a prompt, by which "jobs" tells one job from another. They are kept only if the user wants it.
/// </summary>
internal static class KeptPrompt
{
    public static readonly Option<bool> Option = new("--keep-prompts")
    {
        Description =
            "Keep the first words of the prompt on this machine, for \"jobs\". Without it the journal holds no prompt.",
    };

    private const int Length = 60;

    /// <summary>What is kept of a request; null if nothing is.</summary>
    public static string? Of(ParseResult arguments, PreparedJob job) =>
        arguments.GetValue(Option) && job.Prompt is { } prompt ? Shorten(prompt) : null;

    private static string Shorten(string prompt)
    {
        if (prompt.Length <= Length)
        {
            return prompt;
        }

        var isHalf = char.IsHighSurrogate(prompt[Length - 1]);
        return $"{prompt[..(isHalf ? Length - 1 : Length)]}…";
    }
}
