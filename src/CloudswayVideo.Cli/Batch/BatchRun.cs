using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Queue;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Runs the rows of a batch, several at a time: first jobs that were accepted before, then new ones. When the gateway
/// refuses for a reason that concerns all rows, nothing more is submitted, and accepted jobs are still fetched.
/// </summary>
internal sealed class BatchRun(
    Gateway gateway,
    BatchRows rows,
    BatchProgress progress,
    string folder,
    Func<PreparedJob, string?> keptPrompt,
    TimeProvider time
) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(Family, string), CloudswayClient> _clients = new();
    private readonly ConcurrentDictionary<int, bool> _exitCodes = new();

    /// <summary>Why nothing more was submitted; null if that did not happen.</summary>
    public Exception? StopReason { get; private set; }

    /// <summary>The exit codes that the failed rows of this run would have had as single commands.</summary>
    public IEnumerable<int> ExitCodes => _exitCodes.Keys;

    /// <summary>Runs the rows of the file, of which at most so many are submitted.</summary>
    public Task RunAsync(
        IAsyncEnumerable<BatchRow> requests,
        int limit,
        int concurrency,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            WorkAsync(requests, limit, cancellationToken),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = concurrency,
                CancellationToken = cancellationToken,
            },
            async (work, token) => await RunAsync(work.Row, work.Request, token)
        );

    public void Dispose() => _stop.Dispose();

    private async IAsyncEnumerable<(BatchVideo Row, BatchRow? Request)> WorkAsync(
        IAsyncEnumerable<BatchRow> requests,
        int limit,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (
            var accepted in (await rows.RowsAsync())
                .Where(row => row.State == QueuedVideoState.Accepted)
                .OrderBy(row => row.SubmittedAt)
        )
        {
            yield return (accepted, null);
        }

        await foreach (var request in requests.WithCancellation(cancellationToken))
        {
            var row = await rows.FindAsync(request.Key);
            if (row is null || row.Digest != request.Digest)
            {
                throw new CommandException(
                    $"Row {request.Number} of the file was changed during this run. Submitted jobs are kept; "
                        + "run the same command again."
                );
            }

            if (row.State == QueuedVideoState.Waiting)
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
        BatchVideo row,
        BatchRow? request,
        CancellationToken cancellationToken
    )
    {
        var display = progress.Begin(row);
        try
        {
            var client = ClientOf(row, isAccepted: request is null);
            var run = new RowRun(
                row,
                client,
                rows,
                gateway.Journal,
                gateway.Budget,
                progress,
                display,
                folder,
                time
            )
            {
                Stop = _stop.Token,
            };
            var job = request is null
                ? AcceptedJob(client, row)
                : await run.SubmitAsync(request, keptPrompt(request.Job), cancellationToken);
            await run.FetchAsync(job, cancellationToken);
        }
        catch (Exception exception)
            when (exception is CloudswayException or ArgumentException or CommandException)
        {
            await FailAsync(row, display, exception);
        }
        catch (OperationCanceledException)
            when (_stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Another row stopped the batch before this one was submitted, so it is still pending.
        }
        finally
        {
            progress.End(display);
        }
    }

    private async Task FailAsync(BatchVideo row, ProgressDisplay display, Exception exception)
    {
        var state = (await rows.FindAsync(row.Key))?.State ?? row.State;
        _exitCodes[ExitCode.For(exception)] = true;
        if (ConcernsAllRows(state, exception))
        {
            StopReason ??= exception;
            await _stop.CancelAsync();
        }

        progress.Failed(display, state, exception);
    }

    // Whether other rows would fail in the same way.
    private static bool ConcernsAllRows(QueuedVideoState state, Exception exception) =>
        state == QueuedVideoState.Waiting
        || exception
            is CloudswayApiException
            {
                Reason: ErrorReason.Authentication
                    or ErrorReason.AccessDenied
                    or ErrorReason.Balance
                    or ErrorReason.Quota
            };

    private CloudswayClient ClientOf(BatchVideo row, bool isAccepted)
    {
        if (BatchRow.KeyProblem(row.Key) is { } problem)
        {
            throw new CommandException(
                $"The journal of this batch has an id for the row that cannot be used: {problem}."
            );
        }

        var family = row.Family;
        if (isAccepted)
        {
            gateway.CheckHost(
                row.BaseUrl,
                gateway.BaseUrlFor(family),
                "The journal of this batch says that its job"
            );
        }

        return _clients.GetOrAdd(
            (family, row.Endpoint),
            _ => gateway.ClientAt(family, row.Endpoint)
        );
    }

    private VideoJob AcceptedJob(CloudswayClient client, BatchVideo row)
    {
        var job = client.GetJob(row.Job ?? "");
        gateway.AddToMock(
            row.Family,
            job.Id,
            row.Endpoint,
            row.SubmittedAt ?? DateTimeOffset.UnixEpoch
        );
        return job;
    }
}
