using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Diagnostics;

/// <summary>Wraps a logger and ignores its exceptions; see <see cref="Listeners"/>.</summary>
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        var isEnabled = false;
        Listeners.Invoke(() => isEnabled = logger.IsEnabled(logLevel));
        return isEnabled;
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Listeners.Invoke(() => logger.Log(logLevel, eventId, state, exception, formatter));
}
