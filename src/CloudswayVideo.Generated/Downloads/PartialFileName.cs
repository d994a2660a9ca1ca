using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Options;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Names of files beside a target. They are short enough for every file system, even if the name of the target and the
/// id of the job (up to 256 characters) are as long as allowed.
/// </summary>
internal static class PartialFileName
{
    /// <summary>What the name of the note appends to the name of the partial file.</summary>
    public const string NoteEnding = ".etag";

    private const string Prefix = "cloudsway-";

    // In bytes. eCryptfs allows 143, other file systems 255.
    private const int LongestName = 143;

    /// <summary>The path of the partial file; it depends on the target and the job alone.</summary>
    public static string For(string target, string jobId)
    {
        // The service chooses the id, which must not lead to another folder.
        var id = PathSegment.Check(jobId, nameof(jobId));
        var readable = $"{Path.GetFileName(target)}.{id}.part";
        return Beside(
            target,
            Encoding.UTF8.GetByteCount(readable + NoteEnding) <= LongestName
                ? readable
                : $"{Prefix}{Hash(readable)}.part"
        );
    }

    /// <summary>A new random path.</summary>
    public static string ForTrial(string target) => Beside(target, $"{Prefix}{Guid.NewGuid():N}");

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16);

    private static string Beside(string target, string name) =>
        Path.Combine(Path.GetDirectoryName(target)!, name);
}
