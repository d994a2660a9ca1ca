namespace CloudswayVideo.Transport;

/// <summary>
/// The time limit of one call, on the injected clock, linked to the caller's cancellation. Timer and token source are
/// reused by the next call, because they would be a tenth of the allocations of a poll.
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
        // First, so that a late cancellation cannot cancel the next call that uses the source.
        _caller.Dispose();
        if (!_pool.TryReturn(this))
        {
            _source.Dispose();
        }
    }

    /// <summary>Creates deadlines, and keeps one for reuse.</summary>
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

        // A source cannot be reused if it was cancelled or has another clock than that of the system.
        public bool TryReturn(Deadline deadline) =>
            time == TimeProvider.System
            && deadline._source.TryReset()
            && Interlocked.CompareExchange(ref _idle, deadline, null) is null;
    }
}
