namespace CloudswayVideo.Schedules;

/// <summary>
/// The ages at which jobs tend to end: the integral of the square root of the hazard over the age in seconds, estimated
/// from past durations. Immutable.
/// </summary>
internal sealed class HazardCurve
{
    private const int Points = 64;

    // Rounding could make the remaining share zero or negative.
    private const double LeastLeft = 0.001;

    // Equal durations would give a kernel without width. Durations are never known more precisely than 2 %.
    private const double NarrowestKernel = 0.02;

    // The usual 1.06 would blur two kinds of jobs into one; 0.6 is as good for a single kind.
    private const double Smoothing = 0.6;

    private readonly double[] _ages = new double[Points + 1];
    private readonly double[] _integrals = new double[Points + 1];
    private readonly double _efficiency;

    /// <param name="logarithms">The natural logarithms of durations in seconds, at least two.</param>
    public HazardCurve(IReadOnlyCollection<double> logarithms)
    {
        // A kernel density of the logarithms assumes no shape, because an endpoint may have short and long jobs.
        var width = Math.Max(
            NarrowestKernel,
            Smoothing * Spread(logarithms) * Math.Pow(logarithms.Count, -0.2)
        );
        var start = logarithms.Min() - (4 * width);
        // The curve ends at the longest duration: of jobs submitted together, only the fastest have ended so far, and
        // the others would otherwise seem about to end.
        var step = (logarithms.Max() - start) / Points;
        var (left, mean, weight) = (1.0, Math.Exp(start), 0.0);
        for (var point = 1; point <= Points; point++)
        {
            var middle = start + ((point - 0.5) * step);
            var time = Math.Exp(middle) * step;
            var ending = Density(logarithms, middle, width) * step;
            var halfway = Math.Max(left - (ending / 2), LeastLeft);
            left -= ending;
            mean += halfway * time;
            weight += Math.Sqrt(ending * halfway * time);
            _ages[point] = Math.Exp(middle + (step / 2));
            _integrals[point] = _integrals[point - 1] + Math.Sqrt(ending / halfway * time);
        }

        _efficiency = weight / mean;
    }

    /// <summary>The longest duration in seconds; nothing is known beyond it.</summary>
    public double End => _ages[^1];

    /// <summary>The integral at <see cref="End"/>.</summary>
    public double Total => _integrals[^1];

    /// <summary>
    /// How much the integral grows between two questions, for as many questions in all as with a fixed interval.
    /// </summary>
    /// <param name="interval">The interval in seconds.</param>
    public double Step(double interval) => interval * _efficiency;

    public double IntegralAt(double age) => Interpolate(_ages, _integrals, age);

    public double AgeAt(double integral) => Interpolate(_integrals, _ages, integral);

    private static double Spread(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static double Density(IReadOnlyCollection<double> centres, double at, double width) =>
        centres.Sum(centre => Math.Exp(-0.5 * (at - centre) * (at - centre) / (width * width)))
        / (centres.Count * width * Math.Sqrt(2 * Math.PI));

    private static double Interpolate(double[] from, double[] to, double value)
    {
        var found = Array.BinarySearch(from, value);
        var above = Math.Min(found >= 0 ? found : ~found, from.Length - 1);
        return found >= 0
            ? to[above]
            : to[above - 1]
                + (
                    (to[above] - to[above - 1])
                    * (value - from[above - 1])
                    / (from[above] - from[above - 1])
                );
    }
}
