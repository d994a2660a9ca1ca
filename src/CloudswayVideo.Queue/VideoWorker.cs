using System.Collections.Concurrent;
using System.Data.Common;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue;

/// <summary>
/// Works on this machine: gives rows to the engine, also those that the engine has lost. Without an engine it runs the
/// rows itself, in the order of the journal.
/// </summary>
internal sealed class VideoWorker(
    VideoJournal journal,
    VideoSteps steps,
    WorkSignal signal,
    TimeProvider time,
    ILogger log,
    int slots,
    IVideoEngine? engine = null
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Task> _running = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // So the host does not start with a database that cannot be reached, or is of another version. One that is
        // being restarted, or starts beside this worker, is waited for.
        var start = time.GetTimestamp();
        while (!await IsPreparedAsync(time.GetElapsedTime(start) < LongestStart, cancellationToken))
        {
            await Task.Delay(PauseAfterFailure, time, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = WorkAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested && !work.IsFaulted)
        {
            var pause = Pause;
            try
            {
                pause = await StartDueAsync(stoppingToken) ? TimeSpan.Zero : Pause;
            }
            catch (VideoJournalException exception)
            {
                log.WillTryAgain(exception.Message);
                pause = PauseAfterFailure;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            if (pause > TimeSpan.Zero)
            {
                await signal.WaitAsync(pause, time, stoppingToken);
            }
        }

        await Task.WhenAll(_running.Values.Append(work));
    }

    private async Task<bool> IsPreparedAsync(bool mayTryAgain, CancellationToken cancellationToken)
    {
        try
        {
            await journal.PrepareAsync(cancellationToken);
            return true;
        }
        catch (VideoJournalException exception) when (exception.IsTransient && mayTryAgain)
        {
            log.WillTryAgain(exception.Message);
            return false;
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (engine is not null)
        {
            try
            {
                await engine.WorkAsync(slots, cancellationToken);
                return;
            }
            // The engine opens its database later than the journal, which may have gone since.
            catch (DbException exception)
                when (exception.IsTransient && !cancellationToken.IsCancellationRequested)
            {
                log.WillTryAgain(exception.GetType().Name);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
        }
    }

    /// <returns>Whether more rows may be due.</returns>
    private async Task<bool> StartDueAsync(CancellationToken cancellationToken)
    {
        // Read once, because steps end meanwhile.
        var running = _running.Values;
        var most = slots - running.Count;
        if (most <= 0)
        {
            await Task.WhenAny(running);
            return true;
        }

        var keys = await journal.ClaimAsync(most, engine is not null, cancellationToken);
        foreach (var key in keys)
        {
            // A step may take longer than the claim on its row, as for a large video; it is not started twice.
            var end = new TaskCompletionSource();
            if (_running.TryAdd(key, end.Task))
            {
                _ = RunAsync(key, end, cancellationToken);
            }
        }

        return keys.Count == most;
    }

    private async Task RunAsync(
        string key,
        TaskCompletionSource end,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Task.Yield();
            if (engine is null)
            {
                await steps.RunAsync(key, job: null, cancellationToken);
            }
            else
            {
                var job = await engine.DeliverAsync(key, cancellationToken);
                await journal.SetEngineJobAsync(key, job);
            }
        }
        // The row is due again when its claim ends.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                log.WillTryAgain(
                    exception is VideoJournalException
                        ? exception.Message
                        : exception.GetType().Name
                );
            }
        }
        finally
        {
            _running.TryRemove(key, out _);
            end.SetResult();
        }
    }
}

/// <summary>Wakes the worker of this process when a row was added or changed.</summary>
internal sealed class WorkSignal
{
    private TaskCompletionSource _set = NewSource();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits for the signal, or at most so long; then the signal is not set.</summary>
    public async Task WaitAsync(
        TimeSpan longest,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var set = Volatile.Read(ref _set);
        await Task.WhenAny(set.Task, Task.Delay(longest, time, cancellationToken));
        if (set.Task.IsCompleted)
        {
            Interlocked.CompareExchange(ref _set, NewSource(), set);
        }
    }

    private static TaskCompletionSource NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
