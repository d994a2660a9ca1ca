using System.Runtime.CompilerServices;

namespace CloudswayVideo.Queue.Budget;

/// <summary>
/// A limit of requests in which a submission takes its place before the journal says that it is about to be sent. A
/// process that dies while it waits for the place then leaves no submission behind whose outcome is unknown.
/// </summary>
internal abstract class ReservableBudget(int requests, TimeSpan per)
{
    private readonly AsyncLocal<StrongBox<IDisposable?>?> _reservation = new();

    /// <summary>The same budget, in the form that clients take.</summary>
    public RequestBudget ForClients =>
        field ??= RequestBudget.Shared(Requests, Per, token => new(EnterAsync(token)));

    protected int Requests { get; } = requests;

    protected TimeSpan Per { get; } = per;

    /// <summary>Takes a place before the journal is written; see <see cref="UseForNextRequest"/>.</summary>
    /// <exception cref="BudgetUsedUpException">No place is free, and this budget does not wait here.</exception>
    public abstract Task<IDisposable> ReserveAsync(bool isSubmission, CancellationToken token);

    /// <summary>Gives the next request of this asynchronous flow a place that was reserved.</summary>
    public void UseForNextRequest(IDisposable place) => _reservation.Value = new(place);

    /// <summary>Waits for a place, in a step that has used its reservation or in no step.</summary>
    protected abstract Task<IDisposable> WaitAsync(bool isInStep, CancellationToken token);

    private Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var reservation = _reservation.Value;
        return
            reservation is not null
            && Interlocked.Exchange(ref reservation.Value, null) is { } reserved
            ? Task.FromResult(reserved)
            : WaitAsync(isInStep: reservation is not null, cancellationToken);
    }
}
