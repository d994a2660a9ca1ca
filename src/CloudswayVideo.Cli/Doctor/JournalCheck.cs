using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Doctor;

/// <summary>Checks whether ids can be kept, and whether there are submissions with an unknown outcome.</summary>
internal static class JournalCheck
{
    public static async Task<Finding> RunAsync(
        JobJournal journal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await journal.CheckAsync(cancellationToken);
            var unresolved = (await journal.SubmissionsAsync(cancellationToken))
                .Where(entry => entry.Event is JournalEvent.Submitting or JournalEvent.Unknown)
                .ToList();
            var problem =
                unresolved.Count > 0
                    ? $"{journal.Path} has {Plural.Count(unresolved.Count, "submission")} that may have been accepted "
                        + $"without an answer; the last is of {unresolved[^1].At:u}. Check the account."
                : journal.Problems is [var first, ..] ? first
                : null;
            return problem is null
                ? Finding.Ok("journal", journal.Path)
                : Finding.Warn("journal", problem);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CommandException)
        {
            return Finding.Fail(
                "journal",
                $"{journal.Path} cannot be used, so nothing can be submitted: {exception.Message}"
            );
        }
    }
}
