using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudswayVideo.Diagnostics;

/// <summary>
/// The source, the meter and its instruments; see <see cref="CloudswayDiagnostics"/> for what they mean.
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
        Duration("cloudsway.submit", "How long submitting a job took.");

    public static Histogram<double> Poll { get; } =
        Duration("cloudsway.poll", "How long one question took.");

    public static Histogram<double> Wait { get; } =
        Duration("cloudsway.wait", "How long a job was waited for.");

    public static Histogram<double> Download { get; } =
        Duration("cloudsway.download", "How long fetching a video took.");

    public static Counter<long> Bytes { get; } =
        Meter.CreateCounter<long>("cloudsway.io", "By", "The bytes of submissions and of videos.");

    public static Counter<long> Retries { get; } =
        Meter.CreateCounter<long>("cloudsway.retries", "{retry}", "Requests that were repeated.");

    public static Counter<long> Drift { get; } =
        Meter.CreateCounter<long>(
            "cloudsway.drift",
            "{part}",
            "Parts of replies that the contract does not know."
        );

    /// <summary>Whether a span or a duration has a listener; counters ask for themselves.</summary>
    public static bool HaveListeners =>
        Source.HasListeners() || Submit.Enabled || Poll.Enabled || Wait.Enabled || Download.Enabled;

    private static Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram<double>($"{name}.duration", "s", description);
}
