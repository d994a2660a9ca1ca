namespace CloudswayVideo.Queue.Budget;

/// <summary>A request was not sent, because the budget of the fleet has no place for it now.</summary>
internal sealed class BudgetUsedUpException(TimeSpan delay) : Exception("The budget is used up.")
{
    /// <summary>When to try again.</summary>
    public TimeSpan Delay { get; } = delay;
}
