using System.Security.Cryptography;
using System.Text;

namespace CloudswayVideo.Queue;

/// <summary>
/// Keeps videos in a folder, which several machines may share, as files named after their keys. A file appears only
/// when it is complete; an interrupted download is continued.
/// </summary>
/// <param name="folder">The folder. It is made if it does not exist.</param>
public sealed class FolderVideoStore(string folder) : IVideoStore
{
    // Leaves room for the extension, and for the suffix of an unfinished download.
    private const int LongestName = 150;

    private readonly string _folder = Checked(folder);

    /// <inheritdoc />
    public Task CheckAsync(string key, CancellationToken cancellationToken)
    {
        Video.CheckTarget(PathOf(key));
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

    private string PathOf(string key)
    {
        Directory.CreateDirectory(_folder);
        var name = Uri.EscapeDataString(key);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        name = name.Length > LongestName ? name[..100] + Convert.ToHexString(hash, 0, 16) : name;
        return Path.Combine(_folder, $"{name}.mp4");
    }
}
