using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CloudswayVideo.Cli.Files;

/// <summary>
/// What Linux knows of a file and .NET does not tell: whose it is, and whether it is a device or a pipe.
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

    /// <summary>Whether the file is another user's; false where the system does not say.</summary>
    public static bool IsOfAnother(string path) =>
        Facts(path) is { } facts
        && BinaryPrimitives.ReadUInt32LittleEndian(facts.AsSpan(OwnerOffset)) != geteuid();

    /// <summary>Whether what is there is a device, a pipe or a socket, which no video may replace.</summary>
    public static bool IsSpecial(string path) =>
        Facts(path) is { } facts
            ? (BinaryPrimitives.ReadUInt16LittleEndian(facts.AsSpan(ModeOffset)) & TypeMask)
                != RegularFile
            : path.StartsWith("/dev/", StringComparison.Ordinal);

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
