using System.Globalization;
using System.Runtime.CompilerServices;
using CloudswayVideo.Schedules;

namespace CloudswayVideo;

/// <summary>
/// When to ask next about a job, as a pure function of what is known at that moment. Immutable and thread-safe; derive
/// from it for a schedule of your own.
/// </summary>
public abstract class PollingSchedule
{
    /// <summary>
    /// How long to wait before the next question. A Retry-After and the deadline of the waiting are kept by the
    /// caller.
    /// </summary>
    /// <param name="moment">What is known after the last answer.</param>
    /// <returns>The time to wait, above zero.</returns>
    public abstract TimeSpan NextDelay(PollingMoment moment);

    /// <summary>
    /// Always the same interval, lengthened or shortened at random so that many waits do not ask in step.
    /// </summary>
    /// <param name="interval">The time between two questions, at least a millisecond and at most one hour.</param>
    /// <param name="jitter">By which part it is lengthened or shortened at most: 0 to 0.5, a fifth by default.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static PollingSchedule Fixed(TimeSpan interval, double jitter = 0.2) =>
        new FixedSchedule(Checked(interval), Checked(jitter, 0, 0.5));

    /// <summary>
    /// Each wait is the one before it times a factor. For a service in trouble; a job is better waited for with the
    /// other schedules, because this one asks least when the job is likely to end.
    /// </summary>
    /// <param name="initial">The first wait, at least a millisecond and at most one hour.</param>
    /// <param name="factor">What each wait is multiplied by, 1 to 10.</param>
    /// <param name="maximum">
    /// The longest wait before it is varied at random, at least the first one and at most one hour.
    /// </param>
    /// <param name="jitter">
    /// By which part each wait is lengthened or shortened at most: 0 to 0.5, a fifth by default.
    /// </param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static PollingSchedule Exponential(
        TimeSpan initial,
        double factor,
        TimeSpan maximum,
        double jitter = 0.2
    ) =>
        new ExponentialSchedule(
            Checked(initial),
            Checked(factor, 1, 10),
            Checked(maximum, initial),
            Checked(jitter, 0, 0.5)
        );

    /// <summary>
    /// Asks about as often in all as <see cref="Fixed"/> of the same interval, but when it matters: seldom at an age
    /// at which hardly a job has ended, most often when most do. It learns that from the last jobs of the same
    /// endpoint, and is <see cref="Fixed"/> until ten of them have ended, and again for a job that takes longer than
    /// they did.
    /// </summary>
    /// <param name="interval">
    /// The time between two questions on average, at least a millisecond and at most one hour.
    /// </param>
    /// <param name="minimumGap">
    /// The shortest wait, at least a millisecond and at most the interval; by default a second, or the interval if
    /// that is shorter.
    /// </param>
    /// <param name="maximumGap">
    /// The longest wait, at least the interval and at most one hour; by default a minute, or the interval if that is
    /// longer. It bounds how late the end is noticed when jobs suddenly become faster.
    /// </param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static PollingSchedule Adaptive(
        TimeSpan interval,
        TimeSpan? minimumGap = null,
        TimeSpan? maximumGap = null
    )
    {
        Checked(interval);
        var shortest =
            minimumGap ?? (interval < TimeSpan.FromSeconds(1) ? interval : TimeSpan.FromSeconds(1));
        var longest =
            maximumGap ?? (interval > TimeSpan.FromMinutes(1) ? interval : TimeSpan.FromMinutes(1));
        return new AdaptiveSchedule(
            interval,
            Checked(shortest, maximum: interval, name: nameof(minimumGap)),
            Checked(longest, minimum: interval, name: nameof(maximumGap))
        );
    }

    /// <summary>
    /// The schedule where none is chosen: of those that ask as often, the one that notices the end of a job first.
    /// </summary>
    internal static PollingSchedule Default(TimeSpan interval) => Adaptive(interval);

    private static TimeSpan Checked(
        TimeSpan value,
        TimeSpan? minimum = null,
        TimeSpan? maximum = null,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
    {
        var (from, to) = (
            minimum ?? TimeSpan.FromMilliseconds(1),
            maximum ?? TimeSpan.FromHours(1)
        );
        return value >= from && value <= to
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"It must be from {from} to {to}."
            );
    }

    private static double Checked(
        double value,
        double minimum,
        double maximum,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It must be from {minimum} to {maximum}."
                )
            );
}
