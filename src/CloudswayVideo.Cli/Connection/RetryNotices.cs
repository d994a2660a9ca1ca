using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Cli;

/// <summary>
/// Of the log messages of clients and journals, those that say what the user waits for: a request that is sent again,
/// and a journal that cannot be written.
/// </summary>
internal sealed class RetryNotices(Action<string> tell) : ILoggerFactory, ILogger
{
    // As CloudswayDiagnostics lists it.
    private const int Repeating = 4;

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
        if (logLevel == LogLevel.Critical || eventId.Id == Repeating)
        {
            tell(LibraryWords.Replace(formatter(state, exception)));
        }
    }

    public void Dispose() { }
}
