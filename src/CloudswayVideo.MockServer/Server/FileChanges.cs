using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Calls back when files of a folder have changed, once those who write them have come to rest.</summary>
internal sealed class FileChanges : IDisposable
{
    // Editors write a file in several steps, or another one in its place.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly PhysicalFileProvider _folder;
    private readonly IDisposable _changes;
    private readonly ITimer _rest;

    /// <param name="folder">The folder.</param>
    /// <param name="filter">Which files of it, such as "*.json".</param>
    /// <param name="changed">Must not throw.</param>
    public FileChanges(string folder, string filter, Action changed)
    {
        _folder = new PhysicalFileProvider(folder);
        _rest = TimeProvider.System.CreateTimer(
            _ => changed(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _changes = ChangeToken.OnChange(
            () => _folder.Watch(filter),
            () => _rest.Change(Rest, Timeout.InfiniteTimeSpan)
        );
    }

    public void Dispose()
    {
        _changes.Dispose();
        _rest.Dispose();
        _folder.Dispose();
    }
}
