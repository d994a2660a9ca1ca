using System.CommandLine;
using System.CommandLine.Completions;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Completion;

/// <summary>The ids of jobs that were submitted from here, for an argument that names one.</summary>
internal static class JobIds
{
    // The last ones are those that are asked about.
    private const int Most = 50;

    /// <summary>Gives the ids of the journal that the line names.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> Of(Terminal terminal) =>
        context => Read(context.ParseResult, terminal).Select(id => new CompletionItem(id));

    // A journal that cannot be read is no reason to disturb who is typing.
    private static string[] Read(ParseResult line, Terminal terminal)
    {
        try
        {
            var journal = JobJournal.Of(line, terminal, line.GetValue(GatewayOptions.Mock));
            return
            [
                .. journal
                    .ReadAsync(CancellationToken.None)
                    .GetAwaiter()
                    .GetResult()
                    .Select(entry => entry.Id)
                    .OfType<string>()
                    .Distinct()
                    .TakeLast(Most),
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
