namespace CloudswayVideo.Jobs;

/// <summary>What one who waits hears: how the job stands and, at the end of a job that went well, its video.</summary>
internal readonly record struct JobNews(VideoJobUpdate Update, Video? Video = null);

/// <summary>
/// One caller who waits for a job, with a deadline and a token of its own. Its moment is the deadline. News that it has
/// not read yet are kept for it.
/// </summary>
internal sealed class JobWait(WatchedJob watched, VideoJob job, TimeSpan timeout, bool wantsVideo)
    : Appointment,
        IDisposable
{
    private readonly Queue<JobNews> _unread = new();
    private TaskCompletionSource<JobNews>? _reader;
    private Exception? _end;
    private CancellationTokenRegistration _registration;

    public WatchedJob Watched => watched;

    /// <summary>Whether a success is not the end, because the video is waited for as well.</summary>
    public bool WantsVideo => wantsVideo;

    public VideoJobTimeoutException TimedOut() => watched.TimedOut(timeout);

    /// <summary>Ends the waiting when the caller's token says so.</summary>
    public void EndWith(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(
            static (wait, token) => ((JobWait)wait!).Cancel(token),
            this
        );

    /// <summary>The next news, or what ended the waiting.</summary>
    public ValueTask<JobNews> NextAsync()
    {
        lock (_unread)
        {
            if (_unread.TryDequeue(out var news))
            {
                return ValueTask.FromResult(news);
            }

            if (_end is not null)
            {
                return ValueTask.FromException<JobNews>(_end);
            }

            _reader = new TaskCompletionSource<JobNews>(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            return new ValueTask<JobNews>(_reader.Task);
        }
    }

    public void Hear(JobNews news)
    {
        news = news with { Update = job.Keep(news.Update) };
        lock (_unread)
        {
            if (_reader?.TrySetResult(news) == true)
            {
                _reader = null;
            }
            else
            {
                _unread.Enqueue(news);
            }
        }
    }

    public void End(Exception reason)
    {
        lock (_unread)
        {
            _end ??= reason;
            _reader?.TrySetException(_end);
        }
    }

    public void Dispose()
    {
        _registration.Unregister();
        watched.Poller.Leave(this);
    }

    // At once: what is unread has no reader any more.
    private void Cancel(CancellationToken cancellationToken)
    {
        watched.Poller.Leave(this);
        lock (_unread)
        {
            _unread.Clear();
        }

        End(new OperationCanceledException(cancellationToken));
    }
}
