namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Calls back some time after the last change of files in a folder. It looks at the files again and again, because the
/// notices of the system end when the folder is replaced, and do not come for files behind links (Kubernetes) or on
/// network drives.
/// </summary>
internal sealed class FileChanges : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly string _folder;
    private readonly string _filter;
    private readonly Action _changed;
    private readonly ITimer _timer;
    private string _known;
    private string _last;

    /// <param name="folder">The folder. It may be removed, and made again.</param>
    /// <param name="filter">The files, such as "*.json".</param>
    /// <param name="changed">The callback. It must not throw.</param>
    public FileChanges(string folder, string filter, Action changed)
    {
        (_folder, _filter, _changed) = (folder, filter, changed);
        _known = _last = State();
        _timer = TimeProvider.System.CreateTimer(
            _ => Look(),
            null,
            Interval,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var state = State();
        // Editors write a file in several steps, so the files must have been left alone for a while.
        if (state == _last && state != _known)
        {
            _known = state;
            _changed();
        }

        _last = state;
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    private string State()
    {
        try
        {
            var folder = new DirectoryInfo(_folder);
            // Two versions of a file may have one length and one time; the link to their folder tells them apart.
            var links = folder
                .EnumerateFileSystemInfos()
                .Where(entry => entry.LinkTarget is not null)
                .Select(link => $"{link.Name} > {link.LinkTarget}");
            return string.Join(
                '\n',
                folder.EnumerateFiles(_filter).Select(StateOf).Concat(links).Order()
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.GetType().Name;
        }
    }

    private static string StateOf(FileInfo file)
    {
        var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return target.Exists
            ? $"{file.Name} {target.Length} {target.LastWriteTimeUtc.Ticks}"
            : file.Name;
    }
}
