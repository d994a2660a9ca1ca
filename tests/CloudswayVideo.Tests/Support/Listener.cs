namespace CloudswayVideo.Tests.Support;

/// <summary>Hears how a transfer stands, at once and in order.</summary>
internal sealed class Listener(Action<TransferProgress> then) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => then(value);
}
