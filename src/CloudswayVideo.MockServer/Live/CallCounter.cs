using System.Collections.Concurrent;

namespace CloudswayVideo.MockServer.Live;

/// <summary>Counts the calls of each kind.</summary>
internal sealed class CallCounter
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Clear() => _counts.Clear();

    public int Next(string kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
}
