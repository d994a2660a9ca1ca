namespace CloudswayVideo;

/// <summary>
/// A limit for the number of requests in a period, shared by all clients that have this budget in their options. Every
/// attempt counts: submissions, questions and repetitions. Downloads do not count. Requests over the
/// limit wait in the order of their arrival. Thread-safe.
/// </summary>
public sealed class RequestBudget
{
    private readonly SemaphoreSlim _free;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, ValueTask<IDisposable>>? _enterShared;

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
        _free = new SemaphoreSlim(requests);
        _time = timeProvider ?? TimeProvider.System;
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
    /// Waits until a request may be sent; not at all without a budget. Dispose the permit after the response.
    /// </summary>
    internal static ValueTask<Permit> EnterAsync(
        RequestBudget? budget,
        CancellationToken cancellationToken
    ) => budget is null ? default : budget.EnterAsync(cancellationToken);

    private async ValueTask<Permit> EnterAsync(CancellationToken cancellationToken)
    {
        if (_enterShared is not null)
        {
            return new Permit(null, await _enterShared(cancellationToken).ConfigureAwait(false));
        }

        // Asynchronous waiters are released in the order of their arrival.
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Permit(this);
    }

    // A request counts until Per after its response, because we cannot know when the service counted it.
    private async Task FreeAsync()
    {
        var answered = _time.GetTimestamp();
        // More than once, because a timer may end a little early.
        for (TimeSpan left; (left = Per - _time.GetElapsedTime(answered)) > TimeSpan.Zero; )
        {
            await Task.Delay(left, _time).ConfigureAwait(false);
        }

        _free.Release();
    }

    /// <summary>Allows one attempt; disposed after its response.</summary>
    internal readonly record struct Permit(RequestBudget? Budget, IDisposable? Shared = null)
        : IDisposable
    {
        public void Dispose()
        {
            _ = Budget?.FreeAsync();
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
}
