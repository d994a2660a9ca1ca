namespace CloudswayVideo.Cli;

/// <summary>The user can put it right: the message says what was found, what is allowed and what to do.</summary>
internal sealed class CommandException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public int ExitCode { get; init; } = Cli.ExitCode.Usage;

    /// <summary>All that is wrong, where it is more than one thing.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
