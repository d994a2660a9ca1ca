using System.Globalization;
using System.Runtime.CompilerServices;
using CloudswayVideo.Schedules;

namespace CloudswayVideo;

/// <summary>
/// Decides when to ask about a job next, as a pure function of a <see cref="PollingMoment"/>. Immutable and
/// thread-safe; derive from it for a schedule of your own.
/// </summary>
public abstract class PollingSchedule
{
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// Returns the delay before the next question. The client itself respects a longer Retry-After and the timeout of
    /// the wait.
    /// </summary>
    /// <param name="moment">The state of the wait after the last reply.</param>
    /// <returns>The delay, above zero; another value ends the wait with an <see
    /// cref="InvalidOperationException"/>.</returns>
    public abstract TimeSpan NextDelay(PollingMoment moment);

    /// <summary>A constant interval, varied randomly so that many waits do not ask at the same moment.</summary>
    /// <param name="interval">The time between two questions, from one millisecond to one hour.</param>
    /// <param name="jitter">The largest random change, as a part of the interval: 0 to 0.5; 0.2 by default.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static PollingSchedule Fixed(TimeSpan interval, double jitter = 0.2) =>
        new FixedSchedule(Checked(interval, Shortest, Longest), Checked(jitter, 0.0, 0.5));

    /// <summary>
    /// Each delay is the previous one times a factor. It suits a service in trouble. For ordinary jobs the other
    /// schedules are better, because this one asks least often when a job is likely to end.
    /// </summary>
    /// <param name="initial">The first delay, from one millisecond to one hour.</param>
    /// <param name="factor">The factor between two delays, 1 to 10.</param>
    /// <param name="maximum">
    /// The longest delay, before its random change: at least the first one and at most one hour.
    /// </param>
    /// <param name="jitter">The largest random change, as a part of the delay: 0 to 0.5; 0.2 by default.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static PollingSchedule Exponential(
        TimeSpan initial,
        double factor,
        TimeSpan maximum,
        double jitter = 0.2
    ) =>
        new ExponentialSchedule(
            Checked(initial, Shortest, Longest),
            Checked(factor, 1.0, 10.0),
            Checked(maximum, initial, Longest),
            Checked(jitter, 0.0, 0.5)
        );

    /// <summary>
    /// Asks about as often in all as <see cref="Fixed"/> with the same interval, but more often at ages at which many
    /// jobs end, and less often at other ages. It learns these ages from the last jobs of the same client. Until ten
    /// of them have ended, and for a job that takes longer than all of them, it behaves like <see cref="Fixed"/>, with
    /// its random change of a fifth.
    /// </summary>
    /// <param name="interval">The average time between two questions, from one millisecond to one hour.</param>
    /// <param name="minimumGap">
    /// The shortest delay, from one millisecond to the interval; by default one second, or the interval if that is
    /// shorter.
    /// </param>
    /// <param name="maximumGap">
    /// The longest delay, from the interval to one hour; by default one minute, or the interval if that is longer. It
    /// limits how late the end of a job is noticed if jobs suddenly become faster.
    /// </param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static PollingSchedule Adaptive(
        TimeSpan interval,
        TimeSpan? minimumGap = null,
        TimeSpan? maximumGap = null
    )
    {
        Checked(interval, Shortest, Longest);
        var shortest =
            minimumGap ?? (interval < TimeSpan.FromSeconds(1) ? interval : TimeSpan.FromSeconds(1));
        var longest =
            maximumGap ?? (interval > TimeSpan.FromMinutes(1) ? interval : TimeSpan.FromMinutes(1));
        return new AdaptiveSchedule(
            interval,
            Checked(shortest, Shortest, interval, nameof(minimumGap)),
            Checked(longest, interval, Longest, nameof(maximumGap))
        );
    }

    private static T Checked<T>(
        T value,
        T from,
        T to,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
        where T : IComparable<T> =>
        value.CompareTo(from) >= 0 && value.CompareTo(to) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                string.Create(CultureInfo.InvariantCulture, $"It must be from {from} to {to}.")
            );
}
