using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudswayVideo.Diagnostics;

/// <summary>Tells what one client does; see <see cref="CloudswayDiagnostics"/>.</summary>
internal sealed partial class ClientDiagnostics(string family, CloudswayOptions options)
{
    private readonly ILogger _log = options.LoggerFactory is { } loggers
        ? new QuietLogger(loggers.CreateLogger(CloudswayDiagnostics.LogCategory))
        : NullLogger.Instance;

    private readonly TagList _tags = new([
        new("server.address", options.BaseUrl?.Host),
        new("server.port", options.BaseUrl?.Port),
        new("cloudsway.family", family),
    ]);

    /// <summary>Whether anybody listens. A poll of which nobody hears must allocate nothing for it.</summary>
    public bool IsHeard => _log.IsEnabled(LogLevel.Error) || Instruments.AreHeard;

    public void Sent(long bytes) =>
        Count(Instruments.Bytes, bytes, ("network.io.direction", "transmit"));

    public void Received(long bytes) =>
        Count(Instruments.Bytes, bytes, ("network.io.direction", "receive"));

    private void Count(
        Counter<long> counter,
        long number,
        params ReadOnlySpan<(string Name, object? Value)> more
    )
    {
        if (counter.Enabled)
        {
            var tags = With(more);
            Listeners.Tell(() => counter.Add(number, tags));
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
