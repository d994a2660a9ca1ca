using System.Data.Common;
using System.Net.Sockets;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CloudswayVideo.Queue;

/// <summary>
/// Works on this machine: gives rows to the engine, also those that the engine has lost. Without an engine it runs the
/// rows itself, in the order of the journal.
/// </summary>
internal sealed class VideoWorker(
    VideoJournal journal,
    VideoSteps steps,
    TimeProvider time,
    ILogger log,
    int slots,
    IVideoEngine? engine = null
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Task> _running = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // So the host does not start with a database that cannot be reached, or is of another version. One that is
        // being restarted, or starts beside this worker, is waited for.
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                await journal.PrepareAsync(cancellationToken);
                break;
            }
            catch (VideoJournalException exception)
                when (MayPass(exception) && time.GetElapsedTime(start) < LongestStart)
            {
                log.WillTryAgain(exception.Message);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A host may allow less time than a submission takes. It would end, and nobody would learn the id.
        var start = time.GetTimestamp();
        while (steps.IsSubmitting && time.GetElapsedTime(start) < LongestStop)
        {
            await Task.Delay(BetweenLooks, time, CancellationToken.None);
        }

        // The host ends with exit code 0 after a worker that failed, unless stopping fails, too. A container is
        // restarted only after another exit code.
        if (ExecuteTask is { IsFaulted: true } failed)
        {
            await failed;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var work = WorkAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested && !work.IsFaulted)
        {
            var pause = TimeSpan.Zero;
            try
            {
                pause = await StartDueAsync(stoppingToken) ? TimeSpan.Zero : Pause;
            }
            catch (VideoJournalException exception)
            {
                log.WillTryAgain(exception.Message);
                pause = PauseAfterFailure;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }

            await Task.Delay(pause, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running.Values.Append(work));
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (engine is not null)
        {
            try
            {
                await engine.WorkAsync(slots, cancellationToken);
            }
            // The engine opens its database later than the journal, which may have gone since.
            catch (Exception exception)
                when (MayPass(exception) && !cancellationToken.IsCancellationRequested)
            {
                log.WillTryAgain(ReasonOf(exception));
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
                continue;
            }
            // A time limit of its own also ends in this exception.
            catch (OperationCanceledException) { }

            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            // Rows would be delivered, and nobody would run them.
            throw new InvalidOperationException(
                "The engine of the queue has ended its work, although this worker was not stopped. "
                    + "IVideoEngine.WorkAsync must work until its token is cancelled."
            );
        }
    }

    // A database that changes its primary server refuses to write for a moment, or has none that can be written.
    private static bool MayPass(Exception exception) =>
        (exception is VideoJournalException ? exception.InnerException : exception) switch
        {
            NpgsqlException
            and { InnerException: null or AggregateException }
            and not PostgresException => true,
            DbException failure => failure.IsTransient
                || failure.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
            SocketException or TimeoutException => true,
            _ => false,
        };

    // The texts of other exceptions may hold a secret.
    private static string ReasonOf(Exception exception) =>
        exception is VideoJournalException
            ? exception.Message
            : (exception as DbException ?? exception.InnerException as DbException)?.Message
                ?? exception.GetType().Name;

    /// <returns>Whether more rows may be due.</returns>
    private async Task<bool> StartDueAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, _) in _running.Where(run => run.Value.IsCompleted))
        {
            _running.Remove(key);
        }

        var most = slots - _running.Count;
        if (most <= 0)
        {
            await Task.WhenAny(_running.Values);
            return true;
        }

        var keys = await journal.ClaimAsync(most, engine is not null, cancellationToken);
        foreach (var key in keys)
        {
            // A step may take longer than the claim on its row, as for a large video; it is not started twice.
            if (!_running.TryGetValue(key, out var run) || run.IsCompleted)
            {
                _running[key] = RunAsync(key, cancellationToken);
            }
        }

        return keys.Count == most;
    }

    private async Task RunAsync(string key, CancellationToken cancellationToken)
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
                log.WillTryAgain(ReasonOf(exception));
            }
        }
    }
}
