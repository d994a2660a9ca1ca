namespace CloudswayVideo.Queue.Budget;

/// <summary>A request was not sent, because the fleet has used up its budget.</summary>
internal sealed class BudgetUsedUpException(TimeSpan delay) : Exception("The budget is used up.")
{
    /// <summary>The time until the next attempt.</summary>
    public TimeSpan Delay { get; } = delay;
}
