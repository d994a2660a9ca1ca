namespace CloudswayVideo.Schedules;

/// <summary>Varies delays randomly, so that waits that began together do not ask together.</summary>
internal static class Jitter
{
    /// <param name="random">A number from 0 to 1; 0.5 changes nothing.</param>
    /// <param name="part">The largest change, as a part of the delay.</param>
    public static double Factor(double random, double part) => 1 + (part * ((2 * random) - 1));
}
