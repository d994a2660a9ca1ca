namespace CloudswayVideo.Schedules;

/// <summary>Lets many waits that began together drift apart.</summary>
internal static class Jitter
{
    /// <param name="random">A number from 0 to 1; 0.5 changes nothing.</param>
    /// <param name="part">By which part to lengthen or shorten at most.</param>
    public static double Factor(double random, double part) => 1 + (part * ((2 * random) - 1));
}
