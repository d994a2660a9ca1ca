namespace CloudswayVideo.Schedules;

/// <summary>Detects that jobs have become faster or slower, so that older durations must be dropped.</summary>
internal static class DurationShift
{
    // One or two unusual jobs are no shift.
    private const int FewestAfter = 3;

    // In standard errors. All splits are tested after each job, so a lower limit would find false shifts.
    private const double Certainty = 4.5;

    // Durations are not known more precisely. With a smaller spread every new value would be a shift.
    private const double LeastSpread = 0.02;

    /// <summary>The number of values since the last shift; all of them if there was none.</summary>
    /// <param name="values">The values, the newest last.</param>
    /// <param name="fewestBefore">The number of values before a shift that are needed to detect it.</param>
    public static int CountSince(IReadOnlyList<double> values, int fewestBefore)
    {
        var (sumBefore, squaresBefore) = (values.Sum(), values.Sum(value => value * value));
        var (largest, since) = (Certainty, values.Count);
        var sumAfter = 0.0;
        for (var after = 1; values.Count - after >= fewestBefore; after++)
        {
            var before = values.Count - after;
            var value = values[before];
            sumAfter += value;
            sumBefore -= value;
            squaresBefore -= value * value;
            var mean = sumBefore / before;
            var spread = Math.Max(
                LeastSpread,
                Math.Sqrt(Math.Max(0, (squaresBefore - (sumBefore * mean)) / (before - 1)))
            );
            var distance =
                Math.Abs((sumAfter / after) - mean)
                / (spread * Math.Sqrt((1.0 / before) + (1.0 / after)));
            if (after >= FewestAfter && distance > largest)
            {
                (largest, since) = (distance, after);
            }
        }

        return since;
    }
}
