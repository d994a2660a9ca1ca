namespace CloudswayVideo.Contract.Drift;

/// <summary>Counts findings. It is thread-safe, and keeps the first 1000 different ones.</summary>
public sealed class DriftLedger
{
    private const int Capacity = 1000;

    private readonly Dictionary<DriftFinding, int> _times = [];
    private readonly Lock _lock = new();

    /// <summary>The findings, in the order in which they were first made.</summary>
    public IReadOnlyList<DriftCount> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _times.Select(one => new DriftCount(one.Key, one.Value))];
            }
        }
    }

    /// <summary>Counts the findings of one exchange.</summary>
    /// <param name="findings">The findings.</param>
    /// <returns>The findings that are new.</returns>
    public IReadOnlyList<DriftFinding> Add(IEnumerable<DriftFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        lock (_lock)
        {
            var added = new List<DriftFinding>();
            foreach (var finding in findings)
            {
                if (_times.TryGetValue(finding, out var times))
                {
                    _times[finding] = times + 1;
                }
                else if (_times.Count < Capacity)
                {
                    _times[finding] = 1;
                    added.Add(finding);
                }
            }

            return added;
        }
    }

    /// <summary>Forgets all findings.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _times.Clear();
        }
    }
}
