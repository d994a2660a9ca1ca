using System.Security.Cryptography;
using System.Text;

namespace CloudswayVideo.Queue;

/// <summary>
/// Keeps videos in a folder, which several machines may share, as files named after their keys. A file appears whole or
/// not at all; a download that was interrupted is continued.
/// </summary>
/// <param name="folder">The folder. It is made if it is not there.</param>
public sealed class FolderVideoStore(string folder) : IVideoStore
{
    // Leaves room for the ending and for what a download adds while it is under way.
    private const int LongestName = 150;

    private readonly string _folder = Path.GetFullPath(folder);

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
        // Every video of a job was paid for.
        await video.SaveAllAsync(path, cancellationToken: cancellationToken);
        return path;
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
