using CloudswayVideo.Options;

namespace CloudswayVideo.Jobs;

/// <summary>
/// Asks about the jobs of one client that callers wait for, each when it is due, the longest due first, and not too
/// many at a time. All waits for one job share its questions. Without a wait nothing runs and no timer is set.
/// </summary>
internal sealed class JobPoller
{
    // A last question needs some time to be answered before the deadline.
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

    /// <summary>Begins a wait. If the job has other waits already, its last update comes at once.</summary>
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

    /// <summary>Ends a wait. The end of a job's last wait ends the question under way, too.</summary>
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

    /// <summary>Gives an update to all waits for the job.</summary>
    /// <returns>Whether a wait is left.</returns>
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

    /// <summary>Ends all waits for the job, because asking again would not help.</summary>
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
    /// <param name="job">The job that it was about.</param>
    /// <param name="delay">The time to the next one; null if there is none.</param>
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

    // Where the schedule, or a Retry-After, leads past the last deadline, one last question comes shortly before it:
    // the job may have ended long ago.
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
                // Not here: the caller must come back at once, and its thread may be that of a user interface.
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
            // On another thread: what is registered with the token must not run inside the lock.
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
