using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CloudswayVideo.Cli.Files;

/// <summary>
/// Facts about a file that .NET does not provide on Linux: its owner, and whether it is a device or a pipe.
/// </summary>
internal static class UnixFile
{
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint BasicFacts = 0x7ff;

    // The layout of struct statx is the same on every architecture.
    private const int Size = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether the file belongs to another user; false if the system does not tell.</summary>
    public static bool BelongsToAnotherUser(string path) =>
        Facts(path) is { } facts
        && BinaryPrimitives.ReadUInt32LittleEndian(facts.AsSpan(OwnerOffset)) != geteuid();

    /// <summary>
    /// Whether the path, or the target of its link, is a device, a pipe or a socket, which no video may replace.
    /// </summary>
    public static bool IsSpecial(string path) =>
        File.Exists(path)
        && Target(path) is var target
        && (
            Facts(target) is { } facts
                ? (BinaryPrimitives.ReadUInt16LittleEndian(facts.AsSpan(ModeOffset)) & TypeMask)
                    != RegularFile
                : target.StartsWith("/dev/", StringComparison.Ordinal)
        );

    /// <summary>The full path of what a path leads to: the target of its link, or the path itself.</summary>
    public static string Target(string path)
    {
        // .NET resolves a relative link at a relative path from the root of the file system.
        var full = Path.GetFullPath(path);
        return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }

    private static byte[]? Facts(string path)
    {
        var facts = new byte[Size];
        return
            OperatingSystem.IsLinux()
            && statx(
                CurrentFolder,
                Encoding.UTF8.GetBytes(path + '\0'),
                DoNotFollowLinks,
                BasicFacts,
                facts
            ) == 0
            ? facts
            : null;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] facts);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}
