namespace CloudswayVideo.Benchmarks.Schedules;

/// <summary>How long jobs take: log-normal, or several such kinds that are equally frequent.</summary>
/// <param name="Sigma">The standard deviation of the logarithms of each kind.</param>
/// <param name="Medians">The median of each kind in seconds.</param>
internal sealed record JobKinds(double Sigma, params double[] Medians)
{
    /// <summary>The same jobs, which all take so many times as long.</summary>
    /// <param name="factor">How many times.</param>
    public JobKinds Slower(double factor) =>
        this with
        {
            Medians = [.. Medians.Select(median => median * factor)],
        };

    /// <summary>The duration of one job in seconds.</summary>
    /// <param name="random">Where chance comes from.</param>
    public double Next(Random random)
    {
        var normal =
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
            * Math.Cos(2 * Math.PI * random.NextDouble());
        return Medians[random.Next(Medians.Length)] * Math.Exp(Sigma * normal);
    }

    /// <summary>
    /// What questions per job times mean delay in seconds cannot fall below, whoever asks blindly and knows the
    /// distribution: half the square of the integral of √(f·S), f being the density of the durations and S the
    /// survival.
    /// </summary>
    public double Bound()
    {
        const double Step = 0.0005;
        var (left, integral) = (1.0, 0.0);
        var end = Math.Log(Medians.Max()) + (8 * Sigma);
        for (
            var logarithm = Math.Log(Medians.Min()) - (8 * Sigma);
            logarithm < end;
            logarithm += Step
        )
        {
            var ending =
                Step
                * Medians.Average(median =>
                    Density((logarithm - Math.Log(median)) / Sigma) / Sigma
                );
            integral += Math.Sqrt(
                ending * Math.Max(left - (ending / 2), 0) * Math.Exp(logarithm) * Step
            );
            left -= ending;
        }

        return integral * integral / 2;
    }

    private static double Density(double deviation) =>
        Math.Exp(-deviation * deviation / 2) / Math.Sqrt(2 * Math.PI);
}
