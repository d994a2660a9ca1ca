using CloudswayVideo.Schedules;

namespace CloudswayVideo;

/// <summary>
/// The durations of the last jobs of one client, at most a hundred. Only jobs that the client observed from submission
/// to end count. If jobs become much faster or slower, older durations are dropped. Thread-safe.
/// </summary>
public sealed class JobDurations
{
    private const int Most = 100;

    // With fewer durations the curve would be too uncertain.
    private const int Fewest = 10;

    // No job is faster, and a logarithm needs a value above zero.
    private const double ShortestSeconds = 0.1;

    private readonly Lock _gate = new();
    private readonly List<double> _logarithms = new(Most + 1);
    private volatile HazardCurve? _hazard;

    /// <summary>The number of known durations.</summary>
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

    /// <summary>The median of the durations; null if none is known.</summary>
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
    /// The curve of the durations; null until ten are known. Calculated when a duration is added, so reading is free.
    /// </summary>
    internal HazardCurve? Hazard => _hazard;

    /// <summary>
    /// Adds the duration of a job that has ended. The client does this for the jobs that it waits for; call it for jobs
    /// that were observed elsewhere, or to try out a schedule.
    /// </summary>
    /// <param name="notEndedAfter">The last age at which the job was still running, at least zero.</param>
    /// <param name="endedBy">
    /// The age at which it was known to have ended, at least <paramref name="notEndedAfter"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An age is negative, or the second is less than the first.
    /// </exception>
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
