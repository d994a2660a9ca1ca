using System.Diagnostics;
using System.Transactions;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Requests;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue;

/// <summary>Writes what applications enqueue and decide to the journal.</summary>
internal sealed class VideoQueue(
    VideoJournal journal,
    RegisteredClients clients,
    ILogger log,
    IVideoEngine? engine = null
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
        var body = await CloudswayJson.WriteRequestAsync(request, cancellationToken);
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
        var kept = await journal.FindAsync(key, cancellationToken);
        var isSame =
            (kept?.Kind, kept?.Endpoint) == (row.Kind, row.Endpoint)
            && await journal.RequestAsync(key, cancellationToken) == body;
        return isSame
            ? kept!.ToVideo()
            : throw new ArgumentException(
                $"The key \"{key}\" belongs to a video with another request or endpoint, which was not changed. "
                    + "Give this request another key.",
                nameof(key)
            );
    }

    public async Task<QueuedVideo?> FindAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (await journal.FindAsync(key, cancellationToken))?.ToVideo();
    }

    public async Task<IReadOnlyList<QueuedVideo>> AmbiguousAsync(
        CancellationToken cancellationToken
    ) => [.. (await journal.AmbiguousAsync(cancellationToken)).Select(row => row.ToVideo())];

    public Task ResubmitAsync(string key, CancellationToken cancellationToken) =>
        DecideAsync(
            key,
            "submitted again. That is possible for videos that are ambiguous or failed, and have no id of a job. "
                + "To repeat a job that failed, enqueue its request under another key",
            _ => journal.ResubmitAsync(key),
            cancellationToken
        );

    public Task TakeUpAsync(string key, string jobId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jobId);
        return DecideAsync(
            key,
            "given an id, which only an ambiguous video needs",
            row =>
                journal.TakeUpAsync(
                    key,
                    // The known token also has the time and the kind of the job.
                    row.ToVideo().JobId == jobId
                        ? row.Job!
                        : clients
                            .Find(RequestKind.Named(row.Kind), row.Endpoint)
                            .GetJob(jobId)
                            .ToToken()
                ),
            cancellationToken
        );
    }

    public async Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not null)
        {
            await DecideAsync(
                key,
                "forgotten: its job is paid for, or about to be. Wait until it has ended",
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
        ArgumentNullException.ThrowIfNull(key);
        var row =
            await journal.FindAsync(key, cancellationToken)
            ?? throw new InvalidOperationException($"There is no video with the key \"{key}\".");
        if (!await decide(row))
        {
            throw new InvalidOperationException(
                $"Video \"{key}\" is {row.State} and cannot be {what}."
            );
        }

        if (engine is not null && row.EngineJob is { } job)
        {
            // The decision is in the journal. A job that stays does nothing when it is run.
            try
            {
                // A transaction of the application is not promoted to a distributed one for it.
                using var none = new TransactionScope(
                    TransactionScopeOption.Suppress,
                    TransactionScopeAsyncFlowOption.Enabled
                );
                await engine.RemoveAsync(job, cancellationToken);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                log.JobStays(key, exception.GetType().Name);
            }
        }
    }

    private static void Check(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var place = Array.FindIndex(
            key.ToCharArray(),
            letter => char.IsControl(letter) || char.IsSurrogate(letter)
        );
        var found =
            key.Length > LongestKey ? $"has {key.Length} characters"
            : place >= 0 ? $"has U+{(int)key[place]:X4} as its character {place + 1}"
            : null;
        if (found is not null)
        {
            throw new ArgumentException(
                $"The key {found}. Allowed are 1 to {LongestKey} characters, without control characters and emoji.",
                nameof(key)
            );
        }
    }
}
