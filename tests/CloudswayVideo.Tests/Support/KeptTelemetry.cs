using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// Keeps every span and every measurement, of HttpClient too, while it lives; of all tests that run meanwhile.
/// </summary>
internal sealed class KeptTelemetry : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measured> _measurements = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _sources = new()
    {
        ShouldListenTo = source => IsKept(source.Name),
        Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
            ActivitySamplingResult.AllDataAndRecorded,
    };

    public KeptTelemetry()
    {
        _sources.ActivityStopped = span =>
        {
            _spans.Enqueue(span);
            Hear(
                span.Source.Name == CloudswayDiagnostics.ActivitySourceName ? span.TagObjects : []
            );
        };
        ActivitySource.AddActivityListener(_sources);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (IsKept(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Keep(instrument, value, tags)
        );
        _meters.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Keep(instrument, value, tags)
        );
        _meters.Start();
    }

    /// <summary>What happens besides, for each tag of a span or a measurement.</summary>
    public Action<KeyValuePair<string, object?>> Heard { get; set; } = _ => { };

    /// <summary>Everything that was told, as one text.</summary>
    public string Text =>
        string.Join(
            '\n',
            _spans
                .Select(Describe)
                .Concat(_measurements.Select(measured => $"{measured.Name} {Join(measured.Tags)}"))
        );

    /// <summary>The spans of one server's clients, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> Spans(Uri server) =>
        [
            .. _spans.Where(span =>
                span.Source.Name == CloudswayDiagnostics.ActivitySourceName
                && Equals(span.GetTagItem("server.port"), server.Port)
            ),
        ];

    /// <summary>The measurements of one server's clients, in the order in which they were taken.</summary>
    public IReadOnlyList<Measured> Measurements(Uri server) =>
        [
            .. _measurements.Where(measured =>
                measured.Meter == CloudswayDiagnostics.MeterName
                && Equals(measured.Tags["server.port"], server.Port)
            ),
        ];

    public void Dispose()
    {
        _sources.Dispose();
        _meters.Dispose();
    }

    private static bool IsKept(string name) =>
        name.StartsWith("CloudswayVideo", StringComparison.Ordinal)
        || name.Contains("System.Net", StringComparison.Ordinal);

    private static string Describe(Activity span) =>
        $"{span.OperationName} {span.DisplayName} {span.StatusDescription} {Join(span.TagObjects)} "
        + $"{Join(span.Baggage)} "
        + $"{string.Join(' ', span.Events.Select(one => $"{one.Name} {Join(one.Tags)}"))}";

    private static string Join<T>(IEnumerable<KeyValuePair<string, T>> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private void Keep(
        Instrument instrument,
        double value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags
    )
    {
        var kept = tags.ToArray().ToDictionary();
        _measurements.Enqueue(
            new Measured(instrument.Meter.Name, instrument.Name, instrument.Unit, value, kept)
        );
        if (instrument.Meter.Name == CloudswayDiagnostics.MeterName)
        {
            Hear(kept);
        }
    }

    private void Hear(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            Heard(tag);
        }
    }
}

/// <summary>One measurement.</summary>
internal sealed record Measured(
    string Meter,
    string Name,
    string? Unit,
    double Value,
    IReadOnlyDictionary<string, object?> Tags
);
