using CloudswayVideo.Options;

namespace CloudswayVideo;

/// <summary>
/// A limit for the number of requests in a period, shared by all clients that have this budget in their options. Every
/// attempt counts: submissions, questions and repetitions. Downloads do not count. Requests over the
/// limit wait in the order of their arrival. Thread-safe.
/// </summary>
public sealed class RequestBudget
{
    private readonly Lock _gate = new();
    private readonly WakeUpTimer _timer;
    private readonly Func<CancellationToken, ValueTask<IDisposable>>? _enterShared;

    // A request counts until Per after its response, because we cannot know when the service counted it.
    private readonly Queue<TimeSpan> _answered = new();
    private readonly LinkedList<TaskCompletionSource<Permit>> _waiting = new();
    private int _underWay;

    /// <summary>Creates a budget that is counted in this process.</summary>
    /// <param name="requests">How many requests may be sent, at least 1.</param>
    /// <param name="per">
    /// The period, above zero and at most one day. No period of this length, wherever it starts, has more requests.
    /// </param>
    /// <param name="timeProvider">The clock; that of the system by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public RequestBudget(int requests, TimeSpan per, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(per, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(per, TimeSpan.FromDays(1));
        Requests = requests;
        Per = per;
        _timer = new WakeUpTimer(timeProvider ?? TimeProvider.System, AdmitWaiting);
    }

    private RequestBudget(
        int requests,
        TimeSpan per,
        Func<CancellationToken, ValueTask<IDisposable>> enterAsync
    )
        : this(requests, per)
    {
        ArgumentNullException.ThrowIfNull(enterAsync);
        _enterShared = enterAsync;
    }

    /// <summary>How many requests may be sent in a period of <see cref="Per"/>.</summary>
    public int Requests { get; }

    /// <summary>The period in which at most <see cref="Requests"/> requests are sent.</summary>
    public TimeSpan Per { get; }

    /// <summary>Creates a budget that you count yourself, for example in a database for many machines.</summary>
    /// <param name="requests">How many requests may be sent, at least 1.</param>
    /// <param name="per">The period, above zero and at most one day.</param>
    /// <param name="enterAsync">
    /// Called before each attempt, which is sent when the call completes. If it throws, the request fails with that
    /// exception, and the attempt is not sent. Its result is disposed after the response; an exception of that is
    /// ignored, because the response may have the id of a paid job.
    /// </param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static RequestBudget Shared(
        int requests,
        TimeSpan per,
        Func<CancellationToken, ValueTask<IDisposable>> enterAsync
    ) => new(requests, per, enterAsync);

    /// <summary>
    /// Waits until a request may be sent that you send yourself, beside the clients that have this budget.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The place of the request in the budget. Dispose it after the response: it is free once <see cref="Per"/> has
    /// passed since then.
    /// </returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the request has no place.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken = default) =>
        new Place(await AdmitAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Waits until a request may be sent; not at all without a budget. Dispose the permit after the response.
    /// </summary>
    internal static ValueTask<Permit> AdmitAsync(
        RequestBudget? budget,
        CancellationToken cancellationToken
    ) => budget is null ? default : budget.AdmitAsync(cancellationToken);

    private async ValueTask<Permit> AdmitAsync(CancellationToken cancellationToken)
    {
        if (_enterShared is not null)
        {
            return new Permit(null, await _enterShared(cancellationToken).ConfigureAwait(false));
        }

        var waiter = new LinkedListNode<TaskCompletionSource<Permit>>(
            new(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        lock (_gate)
        {
            _waiting.AddLast(waiter);
            AdmitWaiting();
        }

        using var registration = cancellationToken.UnsafeRegister(
            _ => CancelWaiting(waiter, cancellationToken),
            null
        );
        return await waiter.Value.Task.ConfigureAwait(false);
    }

    private void CancelWaiting(
        LinkedListNode<TaskCompletionSource<Permit>> waiter,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            // Fails if the request has its permit already.
            if (waiter.Value.TrySetCanceled(cancellationToken))
            {
                _waiting.Remove(waiter);
                AdmitWaiting();
            }
        }
    }

    private void Answered()
    {
        lock (_gate)
        {
            _underWay--;
            _answered.Enqueue(_timer.Now);
            AdmitWaiting();
        }
    }

    private void AdmitWaiting()
    {
        lock (_gate)
        {
            var now = _timer.Now;
            while (_answered.TryPeek(out var answered) && now - answered >= Per)
            {
                _answered.Dequeue();
            }

            while (_waiting.First is { } first && _underWay + _answered.Count < Requests)
            {
                _waiting.Remove(first);
                _underWay++;
                first.Value.SetResult(new Permit(this));
            }

            _timer.WakeAt(
                _waiting.Count > 0 && _answered.TryPeek(out var oldest) ? oldest + Per : null
            );
        }
    }

    /// <summary>Allows one attempt; disposed after its response.</summary>
    internal readonly record struct Permit(RequestBudget? Budget, IDisposable? Shared = null)
        : IDisposable
    {
        public void Dispose()
        {
            Budget?.Answered();
            try
            {
                Shared?.Dispose();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // It must not replace the response.
            }
        }
    }

    /// <summary>A permit that ends once, however often it is disposed.</summary>
    private sealed class Place(Permit permit) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                permit.Dispose();
            }
        }
    }
}
