using System.Runtime.Versioning;

namespace CloudswayVideo.Cli.Files;

/// <summary>
/// Files about jobs. Only their user may read them, and the tool trusts them only if nobody else can have written them.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Options for opening such a file.</summary>
    public static FileStreamOptions Opening(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
        };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>Creates an empty file, or checks an existing one.</summary>
    public static void Prepare(string path)
    {
        new FileStream(
            path,
            Opening(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite)
        ).Dispose();
        Check(path);
    }

    /// <summary>Checks an existing file, and takes away the rights of others.</summary>
    /// <exception cref="CommandException">Others own it or can write it.</exception>
    public static void Check(string path)
    {
        CheckOwner(path);
        if (
            !OperatingSystem.IsWindows()
            && File.GetUnixFileMode(path) != OwnerOnly
            && HasModes(path)
        )
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    /// <summary>Checks an existing file, and changes nothing.</summary>
    /// <exception cref="CommandException">Others own it or can write it.</exception>
    public static void CheckOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const string danger =
            "could change which jobs are paid for and where your access key goes.";
        if (UnixFile.BelongsToAnotherUser(path))
        {
            throw new CommandException(
                $"\"{path}\" belongs to another user, who {danger} Name another file, or become its owner."
            );
        }

        if ((File.GetUnixFileMode(path) & WritableByOthers) != 0 && HasModes(path))
        {
            throw new CommandException(
                $"Other users can write \"{path}\", and {danger} If the file is yours, run: chmod 600 \"{path}\""
            );
        }
    }

    // ExFAT, and a disk of Windows in WSL, give all files the mode of the mount, whatever chmod says.
    [UnsupportedOSPlatform("windows")]
    private static bool HasModes(string path)
    {
        var probe = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            new FileStream(
                probe,
                Opening(FileMode.CreateNew, FileAccess.Write, FileShare.None)
            ).Dispose();
            try
            {
                return File.GetUnixFileMode(probe) == OwnerOnly;
            }
            finally
            {
                File.Delete(probe);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>
    /// Replaces a file as a whole. A link at the path of the temporary file is removed, not followed.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task ReplaceAsync(string path, IEnumerable<string> lines)
    {
        var part = path + ".part";
        File.Delete(part);
        var file = new FileStream(
            part,
            Opening(FileMode.CreateNew, FileAccess.Write, FileShare.None)
        );
        await using (var writer = new StreamWriter(file))
        {
            foreach (var line in lines)
            {
                await writer.WriteLineAsync(line);
            }
        }

        File.Move(part, path, overwrite: true);
    }
}
