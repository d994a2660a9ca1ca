namespace CloudswayVideo.Benchmarks.Schedules;

/// <summary>What waiting for a job took.</summary>
/// <param name="Polls">How often it was asked about, the question right after submitting included.</param>
/// <param name="Delay">The seconds from its end until that was noticed.</param>
internal readonly record struct WaitCost(double Polls, double Delay)
{
    /// <summary>What is to be small; the two can be traded for each other.</summary>
    public double Product => Polls * Delay;

    public static WaitCost Mean(IReadOnlyCollection<WaitCost> costs) =>
        new(costs.Average(cost => cost.Polls), costs.Average(cost => cost.Delay));
}
