using System.CommandLine;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The first words of a prompt, by which the user recognises a job in "jobs". They are kept only with --keep-prompts.
/// </summary>
internal static class KeptPrompt
{
    public static readonly Option<bool> Option = new("--keep-prompts")
    {
        Description =
            "Keep the first words of the prompt on this machine, for \"jobs\". Without it the journal holds no prompt.",
    };

    private const int MaximumLength = 60;

    /// <summary>The words to keep; null for none.</summary>
    public static string? FirstWords(CommandRun run, PreparedJob job) =>
        run.Get(Option) && job.Prompt is { } prompt ? Shorten(prompt) : null;

    private static string Shorten(string prompt) =>
        prompt.Length <= MaximumLength ? prompt
        // Half of a character cannot be kept.
        : char.IsHighSurrogate(prompt[MaximumLength - 1]) ? $"{prompt[..(MaximumLength - 1)]}…"
        : $"{prompt[..MaximumLength]}…";
}
