using System.Diagnostics;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Requests;

namespace CloudswayVideo.Queue;

/// <summary>The queue, as applications see it.</summary>
internal sealed class VideoQueue(
    VideoJournal journal,
    Clients clients,
    WorkSignal signal,
    IVideoEngine? engine
) : IVideoQueue
{
    private const int LongestKey = 100;

    public async Task<QueuedVideo> EnqueueAsync(
        string key,
        object request,
        string? endpoint,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(key);
        var kind = RequestKind.Named(request.GetType().Name);
        clients.Find(kind, endpoint ?? "");
        var body = await RequestText.WriteAsync(request);
        using var span = QueueDiagnostics.StartEnqueue(key);
        var row = new JournalRow
        {
            Key = key,
            Kind = kind.Name,
            Endpoint = endpoint ?? "",
            Trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current
                ? current.Id
                : null,
        };
        await journal.AddAsync(row, body, cancellationToken);
        signal.Set();
        var kept = await journal.FindAsync(key, cancellationToken);
        var isSame =
            (kept?.Kind, kept?.Endpoint) == (row.Kind, row.Endpoint)
            && await journal.RequestAsync(key, cancellationToken) == body;
        return isSame
            ? kept!.ToVideo()
            : throw new ArgumentException(
                $"The key \"{key}\" is that of a video with another request or endpoint, which stays as it is. "
                    + "Give this request a key of its own.",
                nameof(key)
            );
    }

    public async Task<QueuedVideo?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await journal.FindAsync(key, cancellationToken))?.ToVideo();

    public async Task<IReadOnlyList<QueuedVideo>> AmbiguousAsync(
        CancellationToken cancellationToken
    ) => [.. (await journal.AmbiguousAsync(cancellationToken)).Select(row => row.ToVideo())];

    public Task ResubmitAsync(string key, CancellationToken cancellationToken) =>
        DecideAsync(
            key,
            "submitted again. That is for ambiguous videos, and for those that failed before they had an id; "
                + "a job that failed is not repeated: enqueue its request under another key",
            _ => journal.ResubmitAsync(key),
            cancellationToken
        );

    public Task TakeUpAsync(string key, string jobId, CancellationToken cancellationToken) =>
        DecideAsync(
            key,
            "given an id, which only an ambiguous one needs",
            row =>
                journal.TakeUpAsync(
                    key,
                    clients.Find(RequestKind.Named(row.Kind), row.Endpoint).GetJob(jobId).ToToken()
                ),
            cancellationToken
        );

    public async Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(key, cancellationToken) is not null)
        {
            await DecideAsync(
                key,
                "forgotten: it is paid for, or about to be. Wait until it has ended",
                _ => journal.ForgetAsync(key, cancellationToken),
                cancellationToken
            );
        }
    }

    private async Task DecideAsync(
        string key,
        string what,
        Func<JournalRow, Task<bool>> decide,
        CancellationToken cancellationToken
    )
    {
        var row =
            await journal.FindAsync(key, cancellationToken)
            ?? throw new InvalidOperationException($"There is no video with the key \"{key}\".");
        if (!await decide(row))
        {
            throw new InvalidOperationException(
                $"Video \"{key}\" is {row.State} and cannot be {what}."
            );
        }

        signal.Set();
        if (engine is not null && row.Ticket is { } ticket)
        {
            await engine.DropAsync(ticket, cancellationToken);
        }
    }

    private static void Check(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        if (
            key.Length > LongestKey
            || key.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter))
        )
        {
            throw new ArgumentException(
                $"The key has {key.Length} characters, or one that no key may have. "
                    + $"Allowed are 1 to {LongestKey}, without control characters and emoji.",
                nameof(key)
            );
        }
    }
}

/// <summary>Wakes up the worker of this process when there is something new.</summary>
internal sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already.
        }
    }

    public Task WaitAsync(
        TimeSpan longest,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        Task.WhenAny(
            _set.WaitAsync(cancellationToken),
            Task.Delay(longest, time, cancellationToken)
        );

    public void Dispose() => _set.Dispose();
}
