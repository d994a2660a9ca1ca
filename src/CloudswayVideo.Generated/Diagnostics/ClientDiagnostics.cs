using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudswayVideo.Diagnostics;

/// <summary>Log, spans and metrics of one client; see <see cref="CloudswayDiagnostics"/>.</summary>
internal sealed class ClientDiagnostics(string family, CloudswayOptions options)
{
    public ILogger Log { get; } =
        options.LoggerFactory is { } loggers
            ? new QuietLogger(loggers.CreateLogger(CloudswayDiagnostics.LogCategory))
            : NullLogger.Instance;

    private readonly TagList _tags = new([
        new("server.address", options.BaseUrl?.Host),
        new("server.port", options.BaseUrl?.Port),
        new("cloudsway.family", family),
    ]);

    /// <summary>
    /// Whether any log, trace or metric listener is attached; without one a poll allocates nothing for diagnostics.
    /// </summary>
    public bool HasListeners => Log.IsEnabled(LogLevel.Error) || Instruments.HaveListeners;

    /// <summary>Starts a span and the measurement of its duration.</summary>
    public Observation Start(
        string name,
        ActivityKind kind,
        Histogram<double> duration,
        params ReadOnlySpan<(string Name, object? Value)> more
    ) => new(name, kind, duration, options.TimeProvider, With(more));

    public void Sent(long bytes) =>
        Count(Instruments.Bytes, bytes, ("network.io.direction", "transmit"));

    public void Received(long bytes) =>
        Count(Instruments.Bytes, bytes, ("network.io.direction", "receive"));

    public void Count(
        Counter<long> counter,
        long number,
        params ReadOnlySpan<(string Name, object? Value)> more
    )
    {
        if (counter.Enabled)
        {
            var tags = With(more);
            Listeners.Invoke(() => counter.Add(number, tags));
        }
    }

    private TagList With(params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var tags = _tags;
        foreach (var (name, value) in more)
        {
            tags.Add(name, value);
        }

        return tags;
    }
}
