using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Doctor;

/// <summary>Whether ids can be kept, and whether there are submissions that nobody knows the end of.</summary>
internal static class JournalCheck
{
    private const string Check = "journal";

    public static async Task<Finding> RunAsync(
        JobJournal journal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await journal.CheckAsync(cancellationToken);
            var unresolved = await journal.UnresolvedAsync(cancellationToken);
            return unresolved.Count == 0
                ? new Finding(Check, Verdict.Ok, journal.Path)
                : new Finding(
                    Check,
                    Verdict.Warn,
                    $"{journal.Path}: of {unresolved.Count} submissions it is not known whether they "
                        + $"were accepted; the last one was {unresolved[^1].At:u}. Check the account."
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                Check,
                Verdict.Fail,
                $"{journal.Path} cannot be written, so nothing can be submitted: {exception.Message}",
                ExitCode.Failed
            );
        }
    }
}
