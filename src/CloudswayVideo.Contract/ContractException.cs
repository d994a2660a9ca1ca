namespace CloudswayVideo.Contract;

/// <summary>
/// A contract or an overlay cannot be used; the message says what was found, where, and what to do.
/// </summary>
public sealed class ContractException : InvalidOperationException
{
    /// <summary>Makes an exception without a message.</summary>
    public ContractException() { }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was found, where, and what to do.</param>
    public ContractException(string message)
        : base(message) { }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was found, where, and what to do.</param>
    /// <param name="innerException">The error of the parser; null if there is none.</param>
    public ContractException(string message, Exception? innerException)
        : base(message, innerException) { }
}
