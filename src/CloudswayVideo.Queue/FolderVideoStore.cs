using System.Security.Cryptography;
using System.Text;

namespace CloudswayVideo.Queue;

/// <summary>
/// Keeps videos in a folder, which several machines may share, as files named after their keys. A file appears only
/// when it is complete; an interrupted download is continued. Nothing is paid for while the folder cannot be written.
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
    private const int MostTrials = 200;

    private readonly string _folder = Checked(folder);
    private int _trials;

    /// <inheritdoc />
    public Task CheckAsync(string key, CancellationToken cancellationToken)
    {
        TryPathOf(key, leastFreeBytes);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<string> SaveAsync(
        string key,
        Video video,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(video);
        // It is paid for, and may fit in what is left.
        var path = TryPathOf(key, freeBytes: 0);
        // A job may have several videos, all of them paid for.
        await video.SaveAllAsync(path, cancellationToken: cancellationToken);
        return path;
    }

    private static string Checked(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Path.GetFullPath(folder);
    }

    private string TryPathOf(string key, long freeBytes)
    {
        try
        {
            if (Interlocked.Increment(ref _trials) > MostTrials)
            {
                throw new IOException($"{_folder} does not answer. Is its network disk there?");
            }

            var path = PathOf(key);
            Video.CheckTarget(path);
            return FreeBytes() is var free && free >= freeBytes
                ? path
                : throw new IOException(
                    $"The disk of {_folder} has {free / 1_000_000:N0} MB free. Free at least "
                        + $"{freeBytes / 1_000_000:N0} MB; nothing is submitted before."
                );
        }
        finally
        {
            Interlocked.Decrement(ref _trials);
        }
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
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        name = name.Length > LongestName ? name[..100] + Convert.ToHexString(hash, 0, 16) : name;
        return Path.Combine(_folder, $"{name}.mp4");
    }
}
