using System.Globalization;

namespace CloudswayVideo.MockServer.Exam;

/// <summary>How often and how fast a client repeats the same question.</summary>
internal sealed class AskingPace
{
    // A timer of the client may fire a little early.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private DateTimeOffset _first;
    private DateTimeOffset _last;
    private TimeSpan _wait;

    public int Count { get; private set; }

    /// <summary>Whether a question came before the Retry-After of the last answer.</summary>
    public bool IsEarly { get; private set; }

    /// <summary>Whether more than one question a second came, after the first two.</summary>
    public bool IsTooFast => Count - 2 > Elapsed.TotalSeconds;

    public TimeSpan Elapsed => _last - _first;

    /// <summary>Counts a question.</summary>
    /// <param name="now">The time of the question.</param>
    /// <param name="retryAfter">The seconds that its answer says to wait; null without such a header.</param>
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
