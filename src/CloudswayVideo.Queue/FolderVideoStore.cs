using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CloudswayVideo.Queue;

/// <summary>
/// Keeps videos in a folder, which several machines may share, as files named after their keys. A file appears only
/// when it is complete; an interrupted download is continued. Nothing is paid for while the folder cannot be written.
/// Where the file system ignores case, the second of two keys that differ only in case has a hash in the name of its
/// file.
/// </summary>
/// <param name="folder">The folder. It is made if it does not exist.</param>
/// <param name="leastFreeBytes">
/// Nothing is paid for while the disk has fewer bytes free; by default 200 MB, a video of 10 MB for each of 20 slots.
/// </param>
public sealed class FolderVideoStore(string folder, long leastFreeBytes = 200_000_000) : IVideoStore
{
    // Leaves room for the extension, and for the suffix of an unfinished download.
    private const int LongestName = 150;

    // A folder on a network that is gone blocks each thread that touches it.
    private const int MostChecks = 200;

    private readonly string _folder = Checked(folder);
    private int _checks;

    /// <inheritdoc />
    public Task CheckAsync(string key, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _checks) > MostChecks)
        {
            Interlocked.Decrement(ref _checks);
            throw new IOException($"{_folder} does not answer. Is its network disk there?");
        }

        try
        {
            Video.CheckTarget(PathOf(key));
            return FreeBytes() is var free && free >= leastFreeBytes
                ? Task.CompletedTask
                : throw new IOException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The disk of {_folder} has {free / 1_000_000:N0} MB free. Free at least "
                            + $"{leastFreeBytes / 1_000_000:N0} MB; nothing is submitted before."
                    )
                );
        }
        finally
        {
            Interlocked.Decrement(ref _checks);
        }
    }

    /// <inheritdoc />
    public async Task<string> SaveAsync(
        string key,
        Video video,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(video);
        var path = PathOf(key);
        // A job may have several videos, all of them paid for.
        await video.SaveAllAsync(path, cancellationToken: cancellationToken);
        return path;
    }

    private static string Checked(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Path.GetFullPath(folder);
    }

    // Windows does not say it for a share of the network.
    private long FreeBytes() =>
        _folder.StartsWith(@"\\", StringComparison.Ordinal)
            ? long.MaxValue
            : new DriveInfo(_folder).AvailableFreeSpace;

    private string PathOf(string key)
    {
        Directory.CreateDirectory(_folder);
        var name = Uri.EscapeDataString(key);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0, 16);
        var hashed = PathTo($"{name[..Math.Min(name.Length, 100)]}{hash}");
        return name.Length > LongestName || IsOfAnotherKey(PathTo(name)) ? hashed : PathTo(name);
    }

    private string PathTo(string name) => Path.Combine(_folder, $"{name}.mp4");

    // Where the file system ignores case, the file of "Fox" is also found as that of "fox".
    private bool IsOfAnotherKey(string path) =>
        File.Exists(path)
        && !Directory.EnumerateFiles(_folder, Path.GetFileName(path)).Contains(path);
}
