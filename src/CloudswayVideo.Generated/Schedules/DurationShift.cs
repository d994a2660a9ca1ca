namespace CloudswayVideo.Schedules;

/// <summary>Finds that jobs have become faster or slower: what was learned before is then to be forgotten.</summary>
internal static class DurationShift
{
    // One or two jobs out of line are no shift.
    private const int FewestAfter = 3;

    // In standard errors. All splits are tried after each job, so much less would find one every few hundred jobs.
    private const double Certainty = 4.5;

    // A spread below the precision with which durations are known would make a shift of each new value.
    private const double LeastSpread = 0.02;

    /// <summary>How many of the last values belong together; all of them unless there was a shift.</summary>
    /// <param name="values">The values, the newest last.</param>
    /// <param name="fewestBefore">How many it takes to say what was usual before.</param>
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
