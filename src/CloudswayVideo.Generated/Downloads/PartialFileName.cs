using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Options;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Names of files beside a target. They fit wherever the target's own name does, though that may be as long as a file
/// system allows, and an id up to 256 characters.
/// </summary>
internal static class PartialFileName
{
    /// <summary>What the name of the note has behind that of its file.</summary>
    public const string NoteEnding = ".etag";

    private const string Prefix = "cloudsway-";

    // In bytes: the least that a file system in use allows (eCryptfs); others allow 255.
    private const int LongestName = 143;

    /// <summary>The same path for each call with this target and job, and another one for any other.</summary>
    public static string For(string target, string jobId)
    {
        // The id is the service's choice, and must not become a path.
        var id = PathSegment.Check(jobId, nameof(jobId));
        var readable = $"{Path.GetFileName(target)}.{id}.part";
        return Beside(
            target,
            Encoding.UTF8.GetByteCount(readable + NoteEnding) <= LongestName
                ? readable
                : $"{Prefix}{Hash(readable)}.part"
        );
    }

    /// <summary>A path that nothing has yet.</summary>
    public static string ForTrial(string target) => Beside(target, $"{Prefix}{Guid.NewGuid():N}");

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16);

    private static string Beside(string target, string name) =>
        Path.Combine(Path.GetDirectoryName(target)!, name);
}
