using System.Collections.Concurrent;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue;

/// <summary>
/// Works on this machine: hands rows to the engine, those too that an engine has lost; without an engine it runs them
/// itself, so that the journal is the queue.
/// </summary>
internal sealed class VideoWorker(
    VideoJournal journal,
    VideoSteps steps,
    IVideoEngine? engine,
    WorkSignal signal,
    TimeProvider time,
    ILogger log,
    int slots
) : BackgroundService
{
    private const string Due = "nextAt <= NOW";

    // New rows; and rows that should have been worked on long ago, whatever the engine has done with them.
    private const string NotHandedOver =
        "(nextAt <= NOW AND ticket IS NULL) OR nextAt <= NOW - @lost";

    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Task> _running = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A database that is not there, or is of another version, is told where the host starts.
        await journal.PrepareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = engine?.WorkAsync(slots, stoppingToken) ?? Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            var nap = Nap;
            try
            {
                nap = await StartDueAsync(stoppingToken) ? TimeSpan.Zero : Nap;
            }
            catch (VideoJournalException exception)
            {
                log.CannotGoOn(exception.Message);
                nap = AfterFailure;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await (
                nap > TimeSpan.Zero
                    ? signal.WaitAsync(nap, time, stoppingToken)
                    : Task.CompletedTask
            );
        }

        await Task.WhenAll(_running.Values.Append(work));
    }

    /// <returns>Whether there may be more at once.</returns>
    private async Task<bool> StartDueAsync(CancellationToken cancellationToken)
    {
        var most = slots - _running.Count;
        if (most <= 0)
        {
            await Task.WhenAny(_running.Values);
            return true;
        }

        var values = new
        {
            most,
            claim = (long)Claim.TotalMilliseconds,
            lost = (long)LostAfter.TotalMilliseconds,
        };
        var keys = await journal.ClaimAsync(
            engine is null ? Due : NotHandedOver,
            values,
            cancellationToken
        );
        foreach (var key in keys)
        {
            // A row that takes longer than its claim lasts, such as a large video, is not begun twice here.
            var start = new TaskCompletionSource();
            if (_running.TryAdd(key, start.Task))
            {
                _ = RunAsync(key, start, cancellationToken);
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
                var ticket = await engine.TakeAsync(key, cancellationToken);
                await journal.HandOverAsync(key, ticket);
            }
        }
        // The row is due again when its claim is over.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                log.CannotGoOn(
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
