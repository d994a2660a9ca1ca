using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The contract that is served. It may be read again while the mock runs.</summary>
internal sealed class ServedContract(ContractDocument current)
{
    private volatile ContractDocument _current = current;

    public ContractDocument Current
    {
        get => _current;
        set => _current = value;
    }
}
