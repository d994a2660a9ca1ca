using CloudswayVideo.Options;

namespace CloudswayVideo.Jobs;

/// <summary>
/// Asks about the jobs of one client that callers wait for. A limited number of questions run at the same time; the job
/// that is due longest is asked about first. All waits for one job share its questions. Without waits, no timer is set.
/// </summary>
internal sealed class JobPoller
{
    // The time before the deadline that the last question gets for its reply.
    private static readonly TimeSpan LastQuestionLead = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchedJob> _jobs = new(StringComparer.Ordinal);
    private readonly SortedSet<WatchedJob> _due = new(ScheduledItem.ByDueTime);
    private readonly SortedSet<JobWait> _deadlines = new(ScheduledItem.ByDueTime);
    private readonly WakeUpTimer _timer;
    private int _asking;
    private long _scheduled;

    public JobPoller(IJobClient client)
    {
        Client = client;
        Schedule = Options.Polling.EffectiveSchedule;
        _timer = new WakeUpTimer(Options.TimeProvider, Pump);
    }

    public IJobClient Client { get; }

    public CloudswayOptions Options => Client.Options;

    public PollingSchedule Schedule { get; }

    public JobDurations Durations { get; } = new();

    private bool CanAsk => _asking < Options.Polling.MaximumQuestions;

    /// <summary>Starts a wait. If the job has other waits, the new one receives its last update at once.</summary>
    public JobWait Add(
        VideoJob job,
        TimeSpan timeout,
        bool wantsVideo,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        JobWait wait;
        lock (_gate)
        {
            var now = _timer.Now;
            if (!_jobs.TryGetValue(job.Id, out var watched))
            {
                watched = new WatchedJob(this, job);
                _jobs.Add(job.Id, watched);
                Enqueue(_due, watched, now);
            }

            wait = new JobWait(watched, job, timeout, wantsVideo);
            watched.Add(wait, job);
            Enqueue(_deadlines, wait, now + timeout);
            Pump();
        }

        wait.EndWith(cancellationToken);
        return wait;
    }

    /// <summary>Removes a wait. Without further waits, the running question of the job is cancelled.</summary>
    public void Remove(JobWait wait)
    {
        lock (_gate)
        {
            if (TryRemove(wait))
            {
                Pump();
            }
        }
    }

    /// <summary>Passes an update to all waits for the job, and removes those that it ends.</summary>
    /// <returns>Whether the job still has waits.</returns>
    public bool Publish(WatchedJob job, WaitUpdate update)
    {
        lock (_gate)
        {
            job.LastUpdate = update.Update;
            foreach (var wait in job.Waits.ToArray())
            {
                wait.Receive(update);
                if (
                    update.Update.Phase == VideoJobPhase.Failed
                    || update.Video is not null
                    || (update.Update.HasEnded && !wait.WantsVideo)
                )
                {
                    TryRemove(wait);
                }
            }

            return job.Waits.Count > 0;
        }
    }

    /// <summary>Ends all waits for the job with a failure that asking again would not change.</summary>
    public void EndWaits(WatchedJob job, Exception reason)
    {
        lock (_gate)
        {
            foreach (var wait in job.Waits.ToArray())
            {
                wait.End(reason);
                TryRemove(wait);
            }
        }
    }

    /// <summary>Schedules the next question after one has ended.</summary>
    /// <param name="job">The job of the question.</param>
    /// <param name="delay">The delay until the next question; null for none.</param>
    public void QuestionEnded(WatchedJob job, TimeSpan? delay)
    {
        lock (_gate)
        {
            _asking--;
            job.Question = null;
            if (delay is { } time && job.Waits.Count > 0)
            {
                Enqueue(_due, job, NextQuestion(job, _timer.Now, time));
            }

            Pump();
        }
    }

    // If the delay leads past the last deadline, one last question is asked shortly before that deadline, because the
    // job may have ended long before.
    private static TimeSpan NextQuestion(WatchedJob job, TimeSpan now, TimeSpan delay)
    {
        var deadline = job.Waits.Max(wait => wait.DueAt);
        if (now + delay < deadline || job.LastQuestionBefore == deadline)
        {
            return now + delay;
        }

        job.LastQuestionBefore = deadline;
        var left = deadline - now;
        return deadline - (left / 2 < LastQuestionLead ? left / 2 : LastQuestionLead);
    }

    private void Pump()
    {
        lock (_gate)
        {
            var now = _timer.Now;
            while (_deadlines.Min is { } wait && wait.DueAt <= now)
            {
                wait.End(wait.TimedOut());
                TryRemove(wait);
            }

            while (CanAsk && _due.Min is { } job && job.DueAt <= now)
            {
                _due.Remove(job);
                _asking++;
                job.Question = new CancellationTokenSource();
                // On the thread pool: this thread may be that of a caller's user interface.
                ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
            }

            var question = CanAsk ? _due.Min?.DueAt : null;
            var deadline = _deadlines.Min?.DueAt;
            _timer.WakeAt(question < deadline ? question : deadline);
        }
    }

    private bool TryRemove(JobWait wait)
    {
        var job = wait.Watched;
        if (!job.Waits.Remove(wait))
        {
            return false;
        }

        _deadlines.Remove(wait);
        if (job.Waits.Count == 0)
        {
            _jobs.Remove(job.Id);
            _due.Remove(job);
            // Asynchronously, because callbacks of the token must not run inside the lock.
            _ = job.Question?.CancelAsync();
        }

        return true;
    }

    private void Enqueue<T>(SortedSet<T> set, T item, TimeSpan dueAt)
        where T : ScheduledItem
    {
        item.Schedule(dueAt, ++_scheduled);
        set.Add(item);
    }
}
