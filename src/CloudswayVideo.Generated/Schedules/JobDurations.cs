using CloudswayVideo.Schedules;

namespace CloudswayVideo;

/// <summary>
/// How long the last jobs of one endpoint took, at most a hundred, as far as they were watched from their submission to
/// their end. When jobs become much faster or slower, those before are forgotten. Thread-safe.
/// </summary>
public sealed class JobDurations
{
    private const int Most = 100;

    // Fewer say too little about what is usual.
    private const int Fewest = 10;

    // No job is faster; a logarithm needs a value above zero.
    private const double ShortestSeconds = 0.1;

    private readonly Lock _gate = new();
    private readonly List<double> _logarithms = new(Most + 1);
    private volatile HazardCurve? _hazard;

    /// <summary>How many durations are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _logarithms.Count;
            }
        }
    }

    /// <summary>The duration that half of the jobs stayed below; null while there is none.</summary>
    public TimeSpan? Median
    {
        get
        {
            lock (_gate)
            {
                return _logarithms.Count == 0
                    ? null
                    : TimeSpan.FromSeconds(
                        Math.Exp(_logarithms.Order().ElementAt(_logarithms.Count / 2))
                    );
            }
        }
    }

    /// <summary>
    /// Null until enough jobs have ended. Calculated when one does, so that reading it costs nothing.
    /// </summary>
    internal HazardCurve? Hazard => _hazard;

    /// <summary>
    /// Remembers a job that has ended. The client does so for the jobs it submitted; do it yourself only to try out a
    /// schedule, or to begin with durations known from elsewhere.
    /// </summary>
    /// <param name="notEndedAfter">The last age at which the job was still running, at least zero.</param>
    /// <param name="endedBy">
    /// The age at which it was known to have ended, at least <paramref name="notEndedAfter"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An age is negative, or the second one is the smaller.</exception>
    public void Add(TimeSpan notEndedAfter, TimeSpan endedBy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(notEndedAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(endedBy, notEndedAfter);
        var middle = Math.Max((notEndedAfter + endedBy).TotalSeconds / 2, ShortestSeconds);
        lock (_gate)
        {
            _logarithms.Add(Math.Log(middle));
            var kept = Math.Min(DurationShift.CountSince(_logarithms, Fewest), Most);
            _logarithms.RemoveRange(0, _logarithms.Count - kept);
            _hazard = kept < Fewest ? null : new HazardCurve(_logarithms);
        }
    }
}
