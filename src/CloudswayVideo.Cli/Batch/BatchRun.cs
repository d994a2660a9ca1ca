using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CloudswayVideo.Cli.Journal;
using Polly;
using Polly.Retry;

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
    TimeProvider time
) : IDisposable
{
    private const int Repetitions = 4;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    private readonly JobJournal _jobs = gateway.Journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(Family, string, string), FamilyClient> _clients = new();
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
                    $"Row {request.Number} of the file has changed meanwhile. What was submitted is kept; run the same command again."
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
        var family = Family.Named(row.Command.Split(' ')[0]);
        var baseUrl = request is null ? row.BaseUrl! : gateway.BaseUrlFor(family).AbsoluteUri;
        var client = _clients.GetOrAdd(
            (family, row.Endpoint, baseUrl),
            _ => gateway.ClientAt(family, row.Endpoint, new Uri(baseUrl))
        );
        var run = new RowRun(row, client, baseUrl, journal, _jobs, progress, time);
        var accepted = request is null ? TakeUp(family, client, row) : null;
        // What goes wrong up to here is not told by the row, and ends the batch.
        try
        {
            await run.FetchAsync(
                accepted ?? await SubmitAsync(run, request!, cancellationToken),
                folder,
                cancellationToken
            );
        }
        catch (Exception exception)
            when (exception is CloudswayException or ArgumentException or CommandException
                || exception.InnerException is SubmissionOutcomeUnknownException
            )
        {
            _exitCodes[ExitCode.Of(exception)] = true;
            if (RowFault.IsOfAccount(exception))
            {
                Stop(exception);
            }
        }
        catch (OperationCanceledException)
            when (_stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It was about to be submitted when another row met the obstacle; it is as it was.
        }
    }

    private VideoJob TakeUp(Family family, FamilyClient client, JournalRow row)
    {
        gateway.TakeUp(
            family,
            row.Job!,
            row.Endpoint,
            DateTimeOffset.FromUnixTimeMilliseconds(row.SubmittedAt!.Value)
        );
        return client.GetJob(row.Job!);
    }

    private async Task<VideoJob> SubmitAsync(
        RowRun run,
        BatchRow request,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            _stop.Token,
            cancellationToken
        );
        try
        {
            return await Patience()
                .ExecuteAsync(
                    async token =>
                    {
                        token.ThrowIfCancellationRequested();
                        // What is under way when another row meets the obstacle is not broken off: its answer is its id.
                        return await run.SubmitAsync(request, cancellationToken);
                    },
                    either.Token
                );
        }
        catch (CloudswayException exception)
            when (exception.IsSafeToResubmit && !RowFault.IsRefusal(exception))
        {
            Stop(exception);
            throw;
        }
    }

    private ResiliencePipeline<VideoJob> Patience() =>
        new ResiliencePipelineBuilder<VideoJob> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<VideoJob>
                {
                    MaxRetryAttempts = Repetitions,
                    Delay = FirstDelay,
                    MaxDelay = LongestDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = attempt =>
                        ValueTask.FromResult(
                            attempt.Outcome.Exception is { } failure
                                && RowFault.MayPass(failure)
                                && !(RetryAfter(failure) > LongestDelay)
                        ),
                    DelayGenerator = attempt =>
                        ValueTask.FromResult(RetryAfter(attempt.Outcome.Exception)),
                }
            )
            .Build();

    private static TimeSpan? RetryAfter(Exception? failure) =>
        (failure as CloudswayApiException)?.RetryAfter;

    private void Stop(Exception obstacle)
    {
        Obstacle ??= obstacle;
        _stop.Cancel();
    }
}
