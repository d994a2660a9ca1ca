using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Support;

/// <summary>Keeps every line that is logged, of any level, and every scope.</summary>
internal sealed class KeptLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _events = new();

    /// <summary>What happens besides, whenever something is logged.</summary>
    public Action Heard { get; set; } = () => { };

    public string Text => string.Join('\n', _lines);

    /// <summary>The events in order, as "number name, level".</summary>
    public IEnumerable<string> Events => _events;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        _lines.Enqueue($"{formatter(state, exception)} {exception}");
        _events.Enqueue($"{eventId.Id} {eventId.Name}, {logLevel}");
        Heard();
    }

    public void Dispose()
    {
        // Nothing is held open.
    }
}
