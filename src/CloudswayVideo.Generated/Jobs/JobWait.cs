namespace CloudswayVideo.Jobs;

/// <summary>An update for a wait: the status of the job and, at the end of a job that succeeded, its video.</summary>
internal readonly record struct WaitUpdate(VideoJobUpdate Update, Video? Video = null);

/// <summary>
/// The wait of one caller for a job, with its own deadline, when it is due, and its own token. Only the latest unread
/// update is kept, because a service may send any number of updates of any length.
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

    /// <summary>Whether the wait ends with the video. If not, it ends with the final status.</summary>
    public bool WantsVideo => wantsVideo;

    public VideoJobTimeoutException TimedOut() => watched.TimedOut(timeout);

    /// <summary>Ends the wait when the caller's token is cancelled.</summary>
    public void EndWith(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(
            static (wait, token) => ((JobWait)wait!).Cancel(token),
            this
        );

    /// <summary>Returns the next update, or throws the exception that ended the wait.</summary>
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

    // Drops the unread update, because a cancelled caller must get its cancellation next.
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
