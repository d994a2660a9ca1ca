namespace CloudswayVideo.Benchmarks.Schedules;

/// <summary>
/// Compares schedules with each other and with what is possible, and checks the targets of the adaptive one.
/// </summary>
internal static class ScheduleTable
{
    private const int Jobs = 4000;

    // The first jobs, from which the adaptive schedule learns, do not count.
    private const int Learning = 50;

    // After a shift, fewer jobs are too few to notice it by.
    private const int Settling = 100;

    private const double LeastEfficiency = 0.90;

    private static readonly JobKinds[] Kinds =
    [
        new(0.25, 120),
        new(0.5, 120),
        new(0.8, 120),
        new(0.25, 60, 240),
    ];
    private static readonly PollingSchedule EveryFive = PollingSchedule.Fixed(Seconds(5));
    private static readonly PollingSchedule Adaptive = PollingSchedule.Adaptive(Seconds(5));

    /// <summary>Prints the tables.</summary>
    /// <returns>Whether all targets are met.</returns>
    public static bool Print()
    {
        Print(
            $"{Jobs:N0} jobs, median 120 s, log-normal; the last column: half of them 60 s, half 240 s."
        );
        Print(
            $"Per column: polls per job, mean delay in seconds, efficiency = bound / (polls x delay)."
        );
        var titles = Kinds.Select(kind =>
            FormattableString.Invariant($"sigma {kind.Sigma:0.00} ({kind.Bound():F1})").PadLeft(17)
        );
        Print($"{"", -26} |{string.Join(" |", titles)}");
        Row("fixed 1 s", PollingSchedule.Fixed(Seconds(1)));
        Row("fixed 5 s", EveryFive);
        Row("fixed 10 s", PollingSchedule.Fixed(Seconds(10)));
        Row("5 s x 1.5 up to 45 s", PollingSchedule.Exponential(Seconds(5), 1.5, Seconds(45), 0));
        Row("doubling 2 s to 120 s", PollingSchedule.Exponential(Seconds(2), 2, Seconds(120)));
        var met = Row("adaptive 5 s", Adaptive).All(efficiency => efficiency >= LeastEfficiency);
        Row("adaptive 10 s (default)", PollingSchedule.Adaptive(Seconds(10)));
        Row("adaptive 5 s, 20 at once", Adaptive, atOnce: 20);
        Row("adaptive 5 s, all at once", Adaptive, atOnce: Jobs + Learning);
        Print(
            $"target: adaptive 5 s at {LeastEfficiency:F2} of the bound or above: {(met ? "met" : "MISSED")}"
        );

        Print($"");
        Print(
            $"After 200 jobs, jobs suddenly take 3 times as long, or a third. ",
            $"Last number: polls x delay, with 1 for fixed 5 s."
        );
        var neverWorse = new[] { 3.0, 1 / 3.0 }
            .SelectMany(factor =>
                new[] { 10, Settling, 2000 }.SelectMany(count => ShiftRow(factor, count))
            )
            .All(ratio => ratio <= 1);
        Print(
            $"target: adaptive 5 s never above fixed 5 s in {Settling} or more jobs after the shift: ",
            $"{(neverWorse ? "met" : "MISSED")}"
        );
        return met && neverWorse;
    }

    private static List<double> Row(string title, PollingSchedule schedule, int atOnce = 1) =>
        Row(
            title,
            Kinds,
            kind =>
            {
                var cost = WaitCost.Mean(
                    new ScheduleSimulation(schedule, kind) { AtOnce = atOnce }.Run(
                        Learning + Jobs,
                        seed: 1
                    )[Learning..]
                );
                return (cost, kind.Bound() / cost.Product);
            }
        );

    // So few jobs say something only if it is tried often.
    private static List<double> ShiftRow(double factor, int count)
    {
        const int Before = 200;
        var ratios = Row(
            $"{(factor > 1 ? "slower" : "faster")}, next {count} jobs",
            Kinds,
            kind =>
            {
                var adaptive = After(Adaptive, kind);
                return (adaptive, adaptive.Product / After(EveryFive, kind).Product);
            }
        );
        return count < Settling ? [] : ratios;

        WaitCost After(PollingSchedule schedule, JobKinds kind) =>
            WaitCost.Mean([
                .. Enumerable
                    .Range(1, Math.Max(1, 2000 / count))
                    .SelectMany(seed =>
                        new ScheduleSimulation(schedule, kind) { Shift = (Before, factor) }.Run(
                            Before + count,
                            seed
                        )[Before..]
                    ),
            ]);
    }

    private static List<double> Row(
        string title,
        IEnumerable<JobKinds> kinds,
        Func<JobKinds, (WaitCost Cost, double Figure)> measure
    )
    {
        var cells = kinds.Select(measure).ToList();
        var figures = cells.Select(cell =>
            FormattableString.Invariant(
                $"{cell.Cost.Polls, 6:F1} {cell.Cost.Delay, 5:F2} {cell.Figure, 4:F2}"
            )
        );
        Print($"{title, -26} |{string.Join(" |", figures)}");
        return [.. cells.Select(cell => cell.Figure)];
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private static void Print(params FormattableString[] parts) =>
        Console.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));
}
