using CloudswayVideo.Options;

namespace CloudswayVideo;

/// <summary>
/// So many requests in so much time, for all clients that are given the same one. Every attempt that is sent to the
/// gateway counts, submissions, questions and repetitions alike; downloads do not go there. Requests that have to wait
/// are served in the order of their arrival. Thread-safe.
/// </summary>
public sealed class RequestBudget
{
    private readonly Lock _gate = new();
    private readonly WakeUpTimer _timer;
    private readonly Func<CancellationToken, ValueTask<IDisposable>>? _enterElsewhere;

    // A request counts until its answer is that old: when it reached the service, between the two, only the service
    // knows.
    private readonly Queue<TimeSpan> _answered = new();
    private readonly LinkedList<TaskCompletionSource<Permit>> _waiting = new();
    private int _underWay;

    /// <summary>Creates a budget.</summary>
    /// <param name="requests">How many requests may be sent, at least 1.</param>
    /// <param name="per">
    /// In which time, above zero and at most one day: however it is laid, no span of this length sees more of them.
    /// </param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public RequestBudget(int requests, TimeSpan per, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(per, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(per, TimeSpan.FromDays(1));
        Requests = requests;
        Per = per;
        _timer = new WakeUpTimer(timeProvider ?? TimeProvider.System, Serve);
    }

    private RequestBudget(
        int requests,
        TimeSpan per,
        Func<CancellationToken, ValueTask<IDisposable>> enterAsync
    )
        : this(requests, per)
    {
        ArgumentNullException.ThrowIfNull(enterAsync);
        _enterElsewhere = enterAsync;
    }

    /// <summary>How many requests may be sent in the time of <see cref="Per"/>.</summary>
    public int Requests { get; }

    /// <summary>The time in which so many requests may be sent.</summary>
    public TimeSpan Per { get; }

    /// <summary>A budget that is counted elsewhere, as in a database for the processes of many machines.</summary>
    /// <param name="requests">How many requests may be sent, at least 1.</param>
    /// <param name="per">In which time, above zero and at most one day.</param>
    /// <param name="enterAsync">
    /// Called right before each attempt, and awaited until it may be sent; what it returns is disposed once the attempt
    /// is answered. What it throws ends the request, and nothing was sent by this attempt.
    /// </param>
    /// <returns>The budget.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public static RequestBudget Shared(
        int requests,
        TimeSpan per,
        Func<CancellationToken, ValueTask<IDisposable>> enterAsync
    ) => new(requests, per, enterAsync);

    /// <summary>
    /// Waits until a request may be sent; not at all without a budget. The permit is to be disposed once it is
    /// answered.
    /// </summary>
    internal static ValueTask<Permit> EnterAsync(
        RequestBudget? budget,
        CancellationToken cancellationToken
    ) => budget is null ? default : budget.EnterAsync(cancellationToken);

    private async ValueTask<Permit> EnterAsync(CancellationToken cancellationToken)
    {
        if (_enterElsewhere is not null)
        {
            return new Permit(null, await _enterElsewhere(cancellationToken).ConfigureAwait(false));
        }

        var place = new LinkedListNode<TaskCompletionSource<Permit>>(
            new(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        lock (_gate)
        {
            _waiting.AddLast(place);
            Serve();
        }

        using var registration = cancellationToken.UnsafeRegister(
            _ => Leave(place, cancellationToken),
            null
        );
        return await place.Value.Task.ConfigureAwait(false);
    }

    private void Leave(
        LinkedListNode<TaskCompletionSource<Permit>> place,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            // A request that has been served already keeps the permit.
            if (place.Value.TrySetCanceled(cancellationToken))
            {
                _waiting.Remove(place);
                Serve();
            }
        }
    }

    private void Answered()
    {
        lock (_gate)
        {
            _underWay--;
            _answered.Enqueue(_timer.Now);
            Serve();
        }
    }

    private void Serve()
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

    /// <summary>Allows one request.</summary>
    internal readonly record struct Permit(RequestBudget? Budget, IDisposable? Elsewhere = null)
        : IDisposable
    {
        public void Dispose()
        {
            Budget?.Answered();
            Elsewhere?.Dispose();
        }
    }
}
