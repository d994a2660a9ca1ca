using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Calls back some time after the last change of files in a folder.</summary>
internal sealed class FileChanges : IDisposable
{
    // Editors write a file in several steps, or replace it.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly PhysicalFileProvider _folder;
    private readonly IDisposable _changes;
    private readonly ITimer _delay;

    /// <param name="folder">The folder.</param>
    /// <param name="filter">The files, such as "*.json".</param>
    /// <param name="changed">The callback. It must not throw.</param>
    public FileChanges(string folder, string filter, Action changed)
    {
        _folder = new PhysicalFileProvider(folder);
        _delay = TimeProvider.System.CreateTimer(
            _ => changed(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _changes = ChangeToken.OnChange(
            () => _folder.Watch(filter),
            () => _delay.Change(Delay, Timeout.InfiniteTimeSpan)
        );
    }

    public void Dispose()
    {
        _changes.Dispose();
        _delay.Dispose();
        _folder.Dispose();
    }
}
