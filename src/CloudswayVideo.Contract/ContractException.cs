namespace CloudswayVideo.Contract;

/// <summary>
/// A contract, or an overlay of one, cannot be used; the message says what was found, where, and what to do.
/// </summary>
public sealed class ContractException : InvalidOperationException
{
    /// <summary>Makes an exception without words.</summary>
    public ContractException() { }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was found, where, and what to do.</param>
    public ContractException(string message)
        : base(message) { }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was found, where, and what to do.</param>
    /// <param name="innerException">What a reader of the file said.</param>
    public ContractException(string message, Exception? innerException)
        : base(message, innerException) { }
}
