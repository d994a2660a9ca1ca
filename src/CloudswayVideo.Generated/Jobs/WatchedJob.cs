namespace CloudswayVideo.Jobs;

/// <summary>A job with at least one wait; due at its next question, which it asks and evaluates.</summary>
internal sealed class WatchedJob : ScheduledItem, IThreadPoolWorkItem
{
    // The service may say that a job succeeded some moments before it knows the file.
    private const int OutputQuestions = 4;

    // The gateway may not know a job in the first moments after accepting it.
    private static readonly TimeSpan NotFoundGrace = TimeSpan.FromSeconds(30);

    // No wait is longer, so that a Retry-After of years means as much.
    private static readonly TimeSpan LongestDelay = PollingOptions.LongestTimeout;

    // Questions run in the context, such as the trace, of the wait that came first.
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
    /// Ends the question under way. Never disposed: it has no timer, and may be cancelled when it is over.
    /// </summary>
    public CancellationTokenSource? Question { get; set; }

    /// <summary>The deadline that a last question was scheduled before; guarded by the poller.</summary>
    public TimeSpan? LastQuestionBefore { get; set; }

    private bool IsNew => _job.SubmittedAt is not null && _job.Age < NotFoundGrace;

    public void Add(JobWait wait, VideoJob job)
    {
        Waits.Add(wait);
        // The one that knows when the job was submitted knows more.
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

    /// <summary>Asks once, how the job stands or, after a success, where its video is.</summary>
    /// <returns>The time to the next question; null if there is none.</returns>
    private async Task<TimeSpan?> AnswerAsync(CancellationToken token)
    {
        try
        {
            if (LastUpdate is not { Phase: VideoJobPhase.Succeeded } update)
            {
                var age = _job.Age;
                // Another wait may have asked meanwhile and learnt that the job ended.
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

    // Only what was seen to run and then to have ended tells how long it took.
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
                $"The polling schedule {Poller.Schedule.GetType().Name} says to wait {planned}. It must be above zero."
            );
        }

        var delay = retryAfter > planned ? retryAfter.Value : planned;
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
