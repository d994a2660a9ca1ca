using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Cli;

/// <summary>
/// Of the log messages of a client, those that say that a request is sent again: the user waits for it.
/// </summary>
internal sealed class RetryNotices(Action<string> tell) : ILoggerFactory, ILogger
{
    // As CloudswayDiagnostics lists it.
    private const int Repeating = 4;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (eventId.Id == Repeating)
        {
            tell(LibraryWords.Replace(formatter(state, exception)));
        }
    }

    public void Dispose() { }
}
