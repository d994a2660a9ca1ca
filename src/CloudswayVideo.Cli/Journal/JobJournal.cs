using System.CommandLine;
using System.Text;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;
using Newtonsoft.Json;

namespace CloudswayVideo.Cli.Journal;

/// <summary>
/// The durable list of paid submissions: a file with one JSON object a line, to which lines are only ever added. A
/// line is on the disk before the next step is taken, so that no id of a paid job is lost, whenever the process ends.
/// </summary>
internal sealed class JobJournal(string path, TimeProvider time)
{
    private const int LockAttempts = 100;
    private static readonly TimeSpan LockDelay = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    public string Path { get; } = path;

    /// <summary>The lines that the last reading could not make sense of, for a user to look at.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The journal that the options name. Jobs of an embedded mock have one of their own beside it.</summary>
    public static JobJournal Of(ParseResult arguments, Terminal terminal, bool isMock)
    {
        var path =
            arguments.GetValue(GatewayOptions.Journal)
            ?? System.IO.Path.Combine(terminal.DataFolder, "jobs.jsonl");
        return new(
            isMock
                ? System.IO.Path.ChangeExtension(path, $".mock{System.IO.Path.GetExtension(path)}")
                : path,
            terminal.Time
        );
    }

    /// <summary>Adds a line, after those that this process is already adding.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _last = AppendAsync(_last, entry, cancellationToken);
        }
    }

    /// <summary>
    /// Adds what became of an accepted job. Nothing is lost if that cannot be written, so it ends nothing.
    /// </summary>
    /// <returns>Why it was not written; null if it was.</returns>
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

    /// <summary>Opens the file as a line would be added, and adds none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken) =>
        await (await OpenAsync(Appending(), cancellationToken)).DisposeAsync();

    /// <summary>
    /// The entries, oldest first; damaged lines are passed over, and named in <see cref="Problems"/>.
    /// </summary>
    /// <exception cref="CommandException">Others can have written it.</exception>
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
            if (Parse(line) is { } entry)
            {
                entries.Add(entry);
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                problems.Add(
                    $"Line {number} of {Path} is damaged and was passed over; the rest was read."
                );
            }
        }

        Problems = problems;
        return entries;
    }

    /// <summary>What is known of a job; null if it was not submitted from here.</summary>
    public async Task<JournalEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).LastOrDefault(entry => entry.Id == id);

    /// <summary>The last that is known of each submission, by its attempt.</summary>
    public async Task<IReadOnlyDictionary<Guid, JournalEntry>> AttemptsAsync(
        CancellationToken cancellationToken
    ) => (await SubmissionsAsync(cancellationToken)).ToDictionary(entry => entry.Attempt);

    /// <summary>What became of each submission, oldest first.</summary>
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

    /// <summary>The submissions of which it is not known whether they were accepted.</summary>
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
            Append(
                file,
                Shown.Line(
                    JsonConvert.SerializeObject(
                        entry with
                        {
                            At = time.GetUtcNow(),
                        },
                        Formatting.None
                    )
                )
            );
        }
    }

    private static void Append(FileStream file, string line)
    {
        file.Seek(-Math.Min(1, file.Length), SeekOrigin.End);
        // What a crash left half written must not swallow this line, too.
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

    // Another process may be reading or writing; it is done in a moment.
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

    private static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonConvert.DeserializeObject<JournalEntry>(line) is { IsWhole: true } entry
                ? entry
                : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
