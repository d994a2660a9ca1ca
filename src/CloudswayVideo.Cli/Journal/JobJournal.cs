using System.CommandLine;
using System.Text;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Journal;

/// <summary>
/// The durable list of paid submissions: a file with one JSON object on each line. Lines are only added. A line is on
/// the disk before the next step begins, so that a process that ends at any moment loses no id of a paid job.
/// </summary>
internal sealed class JobJournal(string path, TimeProvider time)
{
    private const int LockAttempts = 100;
    private static readonly TimeSpan LockDelay = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Task _lastAppend = Task.CompletedTask;

    public string Path { get; } = path;

    /// <summary>Messages about the damaged lines that the last reading found.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The journal that the options name. Jobs of an embedded mock have a separate file beside it.</summary>
    public static JobJournal FromOptions(ParseResult arguments, Terminal terminal, bool isMock)
    {
        var path =
            arguments.GetValue(JournalOptions.Journal)
            ?? System.IO.Path.Combine(terminal.DataFolder, "jobs.jsonl");
        return new(
            isMock
                ? System.IO.Path.ChangeExtension(path, $".mock{System.IO.Path.GetExtension(path)}")
                : path,
            terminal.Time
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
    /// </summary>
    /// <returns>Why the line was not written; null if it was.</returns>
    public async Task<string?> TryAppendAsync(JournalEntry entry)
    {
        try
        {
            await AppendAsync(entry, CancellationToken.None);
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CommandException)
        {
            return $"The journal {Path} could not be written: {exception.Message}";
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

    /// <summary>The last entry of each submission, by its attempt.</summary>
    public async Task<IReadOnlyDictionary<Guid, JournalEntry>> AttemptsAsync(
        CancellationToken cancellationToken
    ) => (await SubmissionsAsync(cancellationToken)).ToDictionary(entry => entry.Attempt);

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

    /// <summary>The submissions that may or may not have been accepted.</summary>
    public async Task<IReadOnlyList<JournalEntry>> UnresolvedAsync(
        CancellationToken cancellationToken
    ) =>
        [
            .. (await SubmissionsAsync(cancellationToken)).Where(entry =>
                entry.Event is JournalEvent.Submitting or JournalEvent.Unknown
            ),
        ];

    private async Task AppendAsync(
        Task before,
        JournalEntry entry,
        CancellationToken cancellationToken
    )
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var file = await OpenAsync(Appending(), cancellationToken);
        await using (file)
        {
            var line = JournalLine.Write(entry with { At = time.GetUtcNow() });
            Append(file, Printable.Line(line));
        }
    }

    private static void Append(FileStream file, string line)
    {
        file.Seek(-Math.Min(1, file.Length), SeekOrigin.End);
        // A crash may have left half a line, which must not become one with this line.
        var start = file.ReadByte() is -1 or '\n' ? "" : "\n";
        file.Write(Encoding.UTF8.GetBytes($"{start}{line}\n"));
        file.Flush(flushToDisk: true);
    }

    private FileStreamOptions Appending()
    {
        Directory.CreateDirectory(
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!
        );
        return PrivateFile.Opening(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    // Another process may be using the file, which takes only a moment.
    private async Task<FileStream> OpenAsync(
        FileStreamOptions options,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (File.Exists(Path))
                {
                    PrivateFile.Check(Path);
                }

                return new FileStream(Path, options);
            }
            catch (IOException) when (attempt < LockAttempts && File.Exists(Path))
            {
                await Task.Delay(LockDelay, time, cancellationToken);
            }
        }
    }
}
