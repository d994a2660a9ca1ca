using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Runs the rows of a batch, so many at a time: first the jobs that were accepted before, then what is new. When the
/// gateway takes no more, nothing more is submitted, and what was accepted is still fetched.
/// </summary>
internal sealed class BatchRun(
    Gateway gateway,
    BatchJournal journal,
    BatchProgress progress,
    string folder,
    Func<PreparedJob, string?> keptPrompt,
    TimeProvider time
) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(Family, string), FamilyClient> _clients = new();
    private readonly ConcurrentDictionary<int, bool> _exitCodes = new();

    /// <summary>Why nothing more was submitted, if that is so.</summary>
    public Exception? Obstacle { get; private set; }

    /// <summary>The exit codes that the rows of this run would have had, each as a command of its own.</summary>
    public IEnumerable<int> ExitCodes => _exitCodes.Keys;

    /// <param name="rows">The rows of the file.</param>
    /// <param name="limit">How many may be submitted.</param>
    /// <param name="concurrency">How many run at a time.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public Task RunAsync(
        IAsyncEnumerable<BatchRow> rows,
        int limit,
        int concurrency,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            WorkAsync(rows, limit, cancellationToken),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = concurrency,
                CancellationToken = cancellationToken,
            },
            async (work, token) => await RunAsync(work.Row, work.Request, token)
        );

    public void Dispose() => _stop.Dispose();

    private async IAsyncEnumerable<(JournalRow Row, BatchRow? Request)> WorkAsync(
        IAsyncEnumerable<BatchRow> rows,
        int limit,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var accepted in journal.Accepted())
        {
            yield return (accepted, null);
        }

        await foreach (var request in rows.WithCancellation(cancellationToken))
        {
            var row = journal.Find(request.Key);
            if (row is null || row.Digest != request.Digest)
            {
                throw new CommandException(
                    $"Row {request.Number} of the file has changed meanwhile. What was submitted is "
                        + "kept; run the same command again."
                );
            }

            if (row.State == RowState.Pending)
            {
                if (limit-- <= 0 || _stop.IsCancellationRequested)
                {
                    yield break;
                }

                yield return (row, request);
            }
        }
    }

    private async Task RunAsync(
        JournalRow row,
        BatchRow? request,
        CancellationToken cancellationToken
    )
    {
        var state = request is null ? RowState.Accepted : RowState.Pending;
        try
        {
            var (run, accepted) = Begin(row, isKnown: request is null);
            var job = accepted ?? await SubmitAsync(run, request!, cancellationToken);
            state = RowState.Accepted;
            await run.FetchAsync(job, cancellationToken);
        }
        catch (Exception exception)
            when (exception is CloudswayException or ArgumentException or CommandException)
        {
            Fail(row, state, exception);
        }
        catch (OperationCanceledException)
            when (_stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It was about to be submitted when another row met the obstacle; it is as it was.
        }
    }

    private void Fail(JournalRow row, RowState before, Exception exception)
    {
        var state =
            before == RowState.Pending
                ? RowFault.AfterSubmitting(exception)
                : RowFault.AfterWaiting(exception);
        _exitCodes[ExitCode.Of(exception)] = true;
        if (RowFault.StopsBatch(state, exception))
        {
            Obstacle ??= exception;
            _stop.Cancel();
        }

        progress.Failed(row, state, exception);
    }

    private (RowRun Run, VideoJob? Accepted) Begin(JournalRow row, bool isKnown)
    {
        if (RowKey.Problem(row.Key) is { } problem)
        {
            throw new CommandException(
                $"Its id, which the journal of this batch has, can be none: {problem}."
            );
        }

        var family = Family.Named(row.Command.Split(' ')[0]);
        var baseUrl = gateway.BaseUrlFor(family);
        if (isKnown)
        {
            gateway.CheckHost(row.BaseUrl, baseUrl, "The journal of this batch says that its job");
        }

        var client = _clients.GetOrAdd(
            (family, row.Endpoint),
            _ => gateway.ClientAt(family, row.Endpoint)
        );
        return (
            new RowRun(
                row,
                client,
                baseUrl.AbsoluteUri,
                folder,
                journal,
                gateway.Journal,
                progress,
                time
            ),
            isKnown ? TakeUp(family, client, row) : null
        );
    }

    private VideoJob TakeUp(Family family, FamilyClient client, JournalRow row)
    {
        var job = client.GetJob(row.Job ?? "");
        gateway.TakeUp(
            family,
            job.Id,
            row.Endpoint,
            DateTimeOffset.FromUnixTimeMilliseconds(row.SubmittedAt ?? 0)
        );
        return job;
    }

    private async Task<VideoJob> SubmitAsync(
        RowRun run,
        BatchRow request,
        CancellationToken cancellationToken
    )
    {
        // What is under way when another row meets the obstacle is not broken off: its answer is its id.
        _stop.Token.ThrowIfCancellationRequested();
        return await run.SubmitAsync(request, keptPrompt(request.Job), cancellationToken);
    }
}
