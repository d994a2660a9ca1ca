namespace CloudswayVideo.Jobs;

/// <summary>
/// Asks about the jobs of one client that are waited for, each when it is due, the longest due first, and not too many at
/// a time. All who wait for the same job share its questions. While nobody waits, nothing runs and no timer is set.
/// </summary>
internal sealed class JobPoller
{
    private readonly object _gate = new();
    private readonly Dictionary<string, WatchedJob> _jobs = new(StringComparer.Ordinal);
    private readonly SortedSet<WatchedJob> _due = new(Appointment.InOrder);
    private readonly SortedSet<JobWait> _deadlines = new(Appointment.InOrder);
    private readonly Alarm _alarm;
    private int _asking;
    private long _appointments;

    public JobPoller(CloudswayClient client)
    {
        Client = client;
        Schedule = Options.Polling.EffectiveSchedule;
        _alarm = new Alarm(Options.TimeProvider, Pump);
    }

    public CloudswayClient Client { get; }

    public CloudswayOptions Options => Client.Options;

    public PollingSchedule Schedule { get; }

    public JobDurations Durations { get; } = new();

    private bool CanAsk => _asking < Options.Polling.MaximumQuestions;

    /// <summary>Begins to wait. Whoever comes to a job that is waited for already hears at once what was heard last.</summary>
    public JobWait Join(
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
            var now = _alarm.Now;
            if (!_jobs.TryGetValue(job.Id, out var watched))
            {
                watched = new WatchedJob(this, job);
                _jobs.Add(job.Id, watched);
                PutIn(_due, watched, now);
            }

            wait = new JobWait(watched, job, timeout, wantsVideo);
            watched.Add(wait, job);
            PutIn(_deadlines, wait, now + timeout);
            Pump();
        }

        wait.EndWith(cancellationToken);
        return wait;
    }

    /// <summary>Ends a waiting; that of the last one for a job ends the question under way, too.</summary>
    public void Leave(JobWait wait)
    {
        lock (_gate)
        {
            if (Remove(wait))
            {
                Pump();
            }
        }
    }

    /// <summary>Tells all who wait for the job.</summary>
    /// <returns>Whether somebody still waits.</returns>
    public bool Tell(WatchedJob job, JobNews news)
    {
        lock (_gate)
        {
            job.LastUpdate = news.Update;
            foreach (var wait in job.Waits.ToArray())
            {
                wait.Hear(news);
                if (
                    news.Update.Phase == VideoJobPhase.Failed
                    || news.Video is not null
                    || (news.Update.HasEnded && !wait.WantsVideo)
                )
                {
                    Remove(wait);
                }
            }

            return job.Waits.Count > 0;
        }
    }

    /// <summary>Ends the waiting of all who wait for the job, because asking again would not help.</summary>
    public void GiveUp(WatchedJob job, Exception reason)
    {
        lock (_gate)
        {
            foreach (var wait in job.Waits.ToArray())
            {
                wait.End(reason);
                Remove(wait);
            }
        }
    }

    /// <summary>A question is over.</summary>
    /// <param name="job">The job that it was about.</param>
    /// <param name="delay">The time to the next one; null if there is none.</param>
    public void Asked(WatchedJob job, TimeSpan? delay)
    {
        lock (_gate)
        {
            _asking--;
            job.Question = null;
            if (delay is { } time && job.Waits.Count > 0)
            {
                PutIn(_due, job, _alarm.Now + time);
            }

            Pump();
        }
    }

    private void Pump()
    {
        lock (_gate)
        {
            var now = _alarm.Now;
            while (_deadlines.Min is { } wait && wait.Moment <= now)
            {
                wait.End(wait.TimedOut());
                Remove(wait);
            }

            while (CanAsk && _due.Min is { } job && job.Moment <= now)
            {
                _due.Remove(job);
                _asking++;
                job.Question = new CancellationTokenSource();
                // Not here: the caller is to come back at once, and its thread may be that of a user interface.
                ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
            }

            var question = CanAsk ? _due.Min?.Moment : null;
            var deadline = _deadlines.Min?.Moment;
            _alarm.Set(question < deadline ? question : deadline);
        }
    }

    private bool Remove(JobWait wait)
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
            // On another thread: what hangs on the token is not to run inside the lock.
            _ = job.Question?.CancelAsync();
        }

        return true;
    }

    private void PutIn<T>(SortedSet<T> set, T appointment, TimeSpan moment)
        where T : Appointment
    {
        appointment.Make(moment, ++_appointments);
        set.Add(appointment);
    }
}
