using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudswayVideo.Diagnostics;

/// <summary>
/// The activity source, the meter and its instruments; <see cref="CloudswayDiagnostics"/> describes them.
/// </summary>
internal static class Instruments
{
    private static readonly string? Version = typeof(Instruments)
        .Assembly.GetName()
        .Version?.ToString(3);
    private static readonly Meter Meter = new(CloudswayDiagnostics.MeterName, Version);

    public static ActivitySource Source { get; } =
        new(CloudswayDiagnostics.ActivitySourceName, Version);

    public static Histogram<double> Submit { get; } =
        Duration("cloudsway.submit", "Duration of submitting a job.");

    public static Histogram<double> Poll { get; } =
        Duration("cloudsway.poll", "Duration of one question about a job.");

    public static Histogram<double> Wait { get; } =
        Duration("cloudsway.wait", "Duration of waiting for a job.");

    public static Histogram<double> Download { get; } =
        Duration("cloudsway.download", "Duration of downloading a video.");

    public static Counter<long> Bytes { get; } =
        Meter.CreateCounter<long>(
            "cloudsway.io",
            "By",
            "Bytes of submissions sent and of videos received."
        );

    public static Counter<long> Retries { get; } =
        Meter.CreateCounter<long>("cloudsway.retries", "{retry}", "Requests that were repeated.");

    public static Counter<long> Drift { get; } =
        Meter.CreateCounter<long>(
            "cloudsway.drift",
            "{part}",
            "Parts of replies that the contract does not know."
        );

    /// <summary>Whether spans or durations have a listener. Counters check this themselves.</summary>
    public static bool HaveListeners =>
        Source.HasListeners() || Submit.Enabled || Poll.Enabled || Wait.Enabled || Download.Enabled;

    private static Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram<double>($"{name}.duration", "s", description);
}
