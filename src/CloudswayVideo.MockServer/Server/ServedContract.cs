using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// The contract that is served. It is read while the server starts, and may be read again while the mock runs.
/// </summary>
internal sealed class ServedContract
{
    private volatile ContractDocument? _current;

    /// <exception cref="InvalidOperationException">It is not read yet.</exception>
    public ContractDocument Current
    {
        get => _current ?? throw new InvalidOperationException("The contract is not read yet.");
        set => _current = value;
    }
}
