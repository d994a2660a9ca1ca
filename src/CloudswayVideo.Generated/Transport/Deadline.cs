namespace CloudswayVideo.Transport;

/// <summary>
/// Bounds one call in time, on the injected clock, and carries the caller's own cancellation. What the last call needed
/// for it is used again by the next: a timer and a source are a tenth of what a poll would allocate.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly Pool _pool;
    private readonly CancellationTokenSource _source;
    private CancellationTokenRegistration _caller;

    private Deadline(Pool pool, CancellationTokenSource source)
    {
        _pool = pool;
        _source = source;
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        // First, so that a late cancellation cannot end the call that has the source next.
        _caller.Dispose();
        if (!_pool.TakesBack(this))
        {
            _source.Dispose();
        }
    }

    /// <summary>Where deadlines come from.</summary>
    internal sealed class Pool(TimeProvider time)
    {
        private Deadline? _idle;

        public Deadline Start(TimeSpan timeout, CancellationToken cancellationToken)
        {
            var deadline = Interlocked.Exchange(ref _idle, null);
            if (deadline is null)
            {
                deadline = new Deadline(this, new CancellationTokenSource(timeout, time));
            }
            else
            {
                deadline._source.CancelAfter(timeout);
            }

            deadline._caller = cancellationToken.UnsafeRegister(
                static source => ((CancellationTokenSource)source!).Cancel(),
                deadline._source
            );
            return deadline;
        }

        // A source that was cancelled, or has another clock than the system's, cannot be used again.
        public bool TakesBack(Deadline deadline) =>
            time == TimeProvider.System
            && deadline._source.TryReset()
            && Interlocked.CompareExchange(ref _idle, deadline, null) is null;
    }
}
