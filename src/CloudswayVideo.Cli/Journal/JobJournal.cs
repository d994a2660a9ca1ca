using System.CommandLine;
using System.Text;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Journal;

/// <summary>
/// The durable list of paid submissions: a file with one JSON object on each line. Lines are only added. A line is on
/// the disk before the next step begins, so that a process that ends at any moment loses no id of a paid job.
/// </summary>
internal sealed partial class JobJournal(string path, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task _lastAppend = Task.CompletedTask;

    public string Path { get; } = path;

    /// <summary>Messages about the damaged lines that the last reading found.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The journal that the options name. Jobs of an embedded mock have a separate file beside it.</summary>
    public static JobJournal FromOptions(CommandRun run, bool isMock)
    {
        var path =
            run.Get(JournalOptions.Journal)
            ?? System.IO.Path.Combine(run.Terminal.DataFolder, "jobs.jsonl");
        return new(
            isMock
                ? System.IO.Path.ChangeExtension(path, $".mock{System.IO.Path.GetExtension(path)}")
                : path,
            run.Terminal.Time
        );
    }

    /// <summary>Adds a line, after the lines that this process is already adding.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _lastAppend = AppendAsync(_lastAppend, entry, cancellationToken);
        }
    }

    /// <summary>
    /// Adds a line that may be lost without harm, such as one about an accepted job whose id is in the journal already.
    /// If it cannot be written, the user is told.
    /// </summary>
    public async Task TryAppendAsync(JournalEntry entry, Action<string> say)
    {
        try
        {
            await AppendAsync(entry, CancellationToken.None);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CommandException)
        {
            say(exception.Message);
        }
    }

    /// <summary>Opens the file as for adding a line, and adds none.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write the file.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken) =>
        await (await OpenAsync(Appending(), cancellationToken)).DisposeAsync();

    /// <summary>
    /// The entries, oldest first. Damaged lines are skipped and listed in <see cref="Problems"/>.
    /// </summary>
    /// <exception cref="CommandException">Another user may have written the file.</exception>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        CheckPlace();
        if (!File.Exists(Path))
        {
            return [];
        }

        using var reader = new StreamReader(
            await OpenAsync(
                PrivateFile.Opening(FileMode.Open, FileAccess.Read, FileShare.Read),
                cancellationToken
            )
        );
        var entries = new List<JournalEntry>();
        var problems = new List<string>();
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (JournalLine.Read(line) is { } entry)
            {
                entries.Add(entry);
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                problems.Add(
                    $"Line {number} of {Path} is damaged and was skipped; the rest was read."
                );
            }
        }

        Problems = problems;
        return entries;
    }

    /// <summary>The last entry of a job; null if it was not submitted from here.</summary>
    public async Task<JournalEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).LastOrDefault(entry => entry.Id == id);

    /// <summary>Whether a job was submitted from here; false if the file cannot be read.</summary>
    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(id, cancellationToken) is not null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CommandException)
        {
            return false;
        }
    }

    /// <summary>The last entry of each submission, with the time of its first one; oldest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> SubmissionsAsync(
        CancellationToken cancellationToken
    ) =>
        [
            .. (await ReadAsync(cancellationToken))
                .GroupBy(entry => entry.Attempt)
                .Select(attempt =>
                    attempt.Last() with
                    {
                        At = attempt.First().At,
                        Prompt = attempt.LastOrDefault(entry => entry.Prompt is not null)?.Prompt,
                    }
                ),
        ];

    private async Task AppendAsync(
        Task before,
        JournalEntry entry,
        CancellationToken cancellationToken
    )
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CheckPlace();
        try
        {
            await using var file = await OpenAsync(Appending(), cancellationToken);
            var line = JournalLine.Write(entry with { At = time.GetUtcNow() });
            Append(file, Printable.Line(line));
        }
        // The system names a folder above the file, or no file at all.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The journal {Path} cannot be written: {exception.Message} Correct that, or name another file "
                    + $"with {JournalOptions.Journal.Name}.",
                exception
            );
        }
    }
}
