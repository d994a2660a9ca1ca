using System.Globalization;

namespace CloudswayVideo.MockServer.Exam;

/// <summary>How often, and how soon after one another, the same thing is asked.</summary>
internal sealed class AskingPace
{
    // A timer may come a little before its time.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private DateTimeOffset _first;
    private DateTimeOffset _last;
    private TimeSpan _wait;

    public int Count { get; private set; }

    /// <summary>Whether it was asked before the time that an answer named.</summary>
    public bool IsEarly { get; private set; }

    /// <summary>Whether it was asked more than once a second, after the first two times.</summary>
    public bool IsTooFast => Count - 2 > Elapsed.TotalSeconds;

    public TimeSpan Elapsed => _last - _first;

    /// <summary>Counts a question.</summary>
    /// <param name="now">When it came.</param>
    /// <param name="retryAfter">How many seconds its answer says to wait; null for nothing.</param>
    public void Add(DateTimeOffset now, string? retryAfter)
    {
        IsEarly |= now - _last < _wait - Tolerance;
        _first = Count++ == 0 ? now : _first;
        _last = now;
        _wait = TimeSpan.FromSeconds(
            int.TryParse(retryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0
        );
    }
}
