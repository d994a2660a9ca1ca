using System.CommandLine;
using System.CommandLine.Completions;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Completion;

/// <summary>Completes the ids of jobs that were submitted from here.</summary>
internal static class JobIds
{
    // A user is most likely to want a recent job.
    private const int MaximumCount = 50;

    /// <summary>Reads the ids from the journal that the command line names.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> Completions(
        Terminal terminal
    ) => context => Read(context.ParseResult, terminal).Select(id => new CompletionItem(id));

    // An unreadable journal gives no ids, because a message would disturb the line that is being typed.
    private static string[] Read(ParseResult line, Terminal terminal)
    {
        try
        {
            var journal = JobJournal.FromOptions(
                line,
                terminal,
                line.GetValue(JournalOptions.Mock)
            );
            return
            [
                .. journal
                    .ReadAsync(CancellationToken.None)
                    .GetAwaiter()
                    .GetResult()
                    .Select(entry => entry.Id)
                    .OfType<string>()
                    .Distinct()
                    .TakeLast(MaximumCount),
            ];
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or CommandException
                        or InvalidOperationException
            )
        {
            return [];
        }
    }
}
