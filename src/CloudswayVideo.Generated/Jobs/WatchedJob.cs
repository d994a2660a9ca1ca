namespace CloudswayVideo.Jobs;

/// <summary>A job with at least one wait. It is due at its next question, which it asks and evaluates.</summary>
internal sealed class WatchedJob : ScheduledItem, IThreadPoolWorkItem
{
    // The service may report the success of a job some seconds before it knows the file.
    private const int OutputQuestions = 4;

    // The gateway may not know a job in the first seconds after accepting it.
    private static readonly TimeSpan NotFoundGrace = TimeSpan.FromSeconds(30);

    // No wait is longer, so a longer Retry-After has no other effect.
    private static readonly TimeSpan LongestDelay = PollingOptions.LongestTimeout;

    // Questions run in the execution context (trace) of the first wait.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private VideoJob _job;
    private CloudswayException? _lastFault;
    private TimeSpan? _notEndedAfter;
    private int _asked;
    private int _withoutOutput;

    public WatchedJob(JobPoller poller, VideoJob job)
    {
        Poller = poller;
        _job = job;
        LastUpdate = job.LastUpdate;
    }

    public JobPoller Poller { get; }

    public string Id => _job.Id;

    /// <summary>The waits for the job; guarded by the poller.</summary>
    public List<JobWait> Waits { get; } = new(1);

    public VideoJobUpdate? LastUpdate { get; set; }

    /// <summary>
    /// Cancels the running question. It is never disposed: it has no timer, and may be cancelled after the question.
    /// </summary>
    public CancellationTokenSource? Question { get; set; }

    /// <summary>The deadline whose last question is already scheduled; guarded by the poller.</summary>
    public TimeSpan? LastQuestionBefore { get; set; }

    private bool IsNew => _job.SubmittedAt is not null && _job.Age < NotFoundGrace;

    public void Add(JobWait wait, VideoJob job)
    {
        Waits.Add(wait);
        // Prefers the object that knows when the job was submitted.
        _job = _job.SubmittedAt is null ? job : _job;
        if (LastUpdate is not null)
        {
            wait.Receive(new WaitUpdate(LastUpdate));
        }
    }

    public VideoJobTimeoutException TimedOut(TimeSpan timeout) =>
        new(Id, timeout, LastUpdate, _lastFault);

    public void Execute()
    {
        if (_context is null)
        {
            _ = AskAsync();
        }
        else
        {
            ExecutionContext.Run(_context, static job => _ = ((WatchedJob)job!).AskAsync(), this);
        }
    }

    private async Task AskAsync()
    {
        TimeSpan? delay = null;
        var token = Question!.Token;
        try
        {
            _asked++;
            delay = await AnswerAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // No wait is left.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Poller.EndWaits(this, exception);
        }

        Poller.QuestionEnded(this, delay);
    }

    /// <summary>Asks once: for the status of the job or, after a success, for its video.</summary>
    /// <returns>The delay until the next question; null for none.</returns>
    private async Task<TimeSpan?> AnswerAsync(CancellationToken token)
    {
        try
        {
            if (LastUpdate is not { Phase: VideoJobPhase.Succeeded } update)
            {
                var age = _job.Age;
                // AskAsync of the job may have received its end meanwhile.
                update = _job.Keep(
                    await Poller
                        .Client.AskAsync(Id, _job.Operation, options: null, token)
                        .ConfigureAwait(false)
                );
                _lastFault = null;
                Learn(update, age);
                if (!Poller.Publish(this, new WaitUpdate(update)))
                {
                    return null;
                }
            }

            return update.HasEnded && await FindVideoAsync(update, token).ConfigureAwait(false)
                ? null
                : NextDelay(update.RetryAfter);
        }
        catch (CloudswayException fault)
            when (fault is not VideoJobException && fault.NextStepFor(IsNew) == NextStep.AskLater)
        {
            _lastFault = fault;
            return NextDelay((fault as CloudswayApiException)?.RetryAfter);
        }
    }

    private async Task<bool> FindVideoAsync(VideoJobUpdate success, CancellationToken token)
    {
        if (
            await Poller
                .Client.GetVideoAsync(success, _job.Operation, fresh: _withoutOutput > 0, token)
                .ConfigureAwait(false) is
            { } video
        )
        {
            Poller.Publish(this, new WaitUpdate(success, video));
            return true;
        }

        return ++_withoutOutput < OutputQuestions
            ? false
            : throw new VideoWithoutOutputException(success);
    }

    // The duration is known only if the job was seen both running and ended.
    private void Learn(VideoJobUpdate update, TimeSpan age)
    {
        if (!update.HasEnded)
        {
            _notEndedAfter = age;
        }
        else if (_job.SubmittedAt is not null && _notEndedAfter is { } notEndedAfter)
        {
            Poller.Durations.Add(notEndedAfter, _job.Age);
        }
    }

    private TimeSpan NextDelay(TimeSpan? retryAfter)
    {
        var planned = Poller.Schedule.NextDelay(
            new PollingMoment(_job.Age, _asked, Random.Shared.NextDouble(), Poller.Durations)
        );
        if (planned <= TimeSpan.Zero)
        {
            throw new InvalidOperationException(
                $"The polling schedule {Poller.Schedule.GetType().Name} returned a delay of {planned}. "
                    + "It must be above zero."
            );
        }

        var delay = retryAfter > planned ? retryAfter.Value : planned;
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
