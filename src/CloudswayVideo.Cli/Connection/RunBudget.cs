using CloudswayVideo.Queue.Budget;

namespace CloudswayVideo.Cli;

/// <summary>The limit of requests of one run of the tool, which all its clients share.</summary>
internal sealed class RunBudget(int requestsPerMinute, TimeProvider time)
    : ReservableBudget(requestsPerMinute, TimeSpan.FromMinutes(1))
{
    private readonly RequestBudget _budget = new(requestsPerMinute, TimeSpan.FromMinutes(1), time);

    public override Task<IDisposable> ReserveAsync(bool isSubmission, CancellationToken token) =>
        _budget.EnterAsync(token).AsTask();

    protected override Task<IDisposable> WaitAsync(bool isInStep, CancellationToken token) =>
        _budget.EnterAsync(token).AsTask();
}
