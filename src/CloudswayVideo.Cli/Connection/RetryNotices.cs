using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Cli;

/// <summary>
/// Shows the user the log messages of clients and journals that explain a wait: a request is sent again, or a journal
/// cannot be written.
/// </summary>
internal sealed class RetryNotices(Action<string> show) : ILoggerFactory, ILogger
{
    // CloudswayDiagnostics lists the numbers of the messages.
    private const int RepeatedRequest = 4;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Critical;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel == LogLevel.Critical || eventId.Id == RepeatedRequest)
        {
            show(LibraryWords.Replace(formatter(state, exception)));
        }
    }

    public void Dispose() { }
}
