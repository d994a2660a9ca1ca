namespace CloudswayVideo.Tests.Support;

/// <summary>Hears numbers of bytes, at once and in order.</summary>
internal sealed class Listener(Action<long> then) : IProgress<long>
{
    public void Report(long value) => then(value);
}
