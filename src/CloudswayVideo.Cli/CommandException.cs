namespace CloudswayVideo.Cli;

/// <summary>
/// A mistake that the user can correct. The message says what was found, what is allowed and what to do.
/// </summary>
internal sealed class CommandException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public int ExitCode { get; init; } = Cli.ExitCode.Usage;

    /// <summary>The single mistakes, if the message stands for several.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
