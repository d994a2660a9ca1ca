namespace CloudswayVideo.Jobs;

/// <summary>What a wait reads: how the job stands and, at the end of a job that succeeded, its video.</summary>
internal readonly record struct WaitUpdate(VideoJobUpdate Update, Video? Video = null);

/// <summary>
/// One caller that waits for a job, with a deadline and a token of its own; due at its deadline. Of the updates that
/// the caller has not read, the latest is kept: a service sends as many and as long ones as it likes.
/// </summary>
internal sealed class JobWait(WatchedJob watched, VideoJob job, TimeSpan timeout, bool wantsVideo)
    : ScheduledItem,
        IDisposable
{
    private readonly Lock _gate = new();
    private WaitUpdate? _unread;
    private TaskCompletionSource<WaitUpdate>? _reader;
    private Exception? _end;
    private CancellationTokenRegistration _registration;

    public WatchedJob Watched => watched;

    /// <summary>Whether a success is not the end, because the caller waits for the video as well.</summary>
    public bool WantsVideo => wantsVideo;

    public VideoJobTimeoutException TimedOut() => watched.TimedOut(timeout);

    /// <summary>Ends the wait when the caller's token is cancelled.</summary>
    public void EndWith(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(
            static (wait, token) => ((JobWait)wait!).Cancel(token),
            this
        );

    /// <summary>The next update, or what ended the wait.</summary>
    public ValueTask<WaitUpdate> NextAsync()
    {
        lock (_gate)
        {
            if (_unread is { } update)
            {
                _unread = null;
                return ValueTask.FromResult(update);
            }

            if (_end is not null)
            {
                return ValueTask.FromException<WaitUpdate>(_end);
            }

            _reader = new TaskCompletionSource<WaitUpdate>(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            return new ValueTask<WaitUpdate>(_reader.Task);
        }
    }

    public void Receive(WaitUpdate update)
    {
        update = update with { Update = job.Keep(update.Update) };
        lock (_gate)
        {
            if (_reader?.TrySetResult(update) == true)
            {
                _reader = null;
            }
            else
            {
                _unread = update;
            }
        }
    }

    public void End(Exception reason)
    {
        lock (_gate)
        {
            _end ??= reason;
            _reader?.TrySetException(_end);
        }
    }

    public void Dispose()
    {
        _registration.Unregister();
        watched.Poller.Remove(this);
    }

    // At once: a cancelled caller reads nothing more.
    private void Cancel(CancellationToken cancellationToken)
    {
        watched.Poller.Remove(this);
        lock (_gate)
        {
            _unread = null;
        }

        End(new OperationCanceledException(cancellationToken));
    }
}
