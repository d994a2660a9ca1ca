namespace CloudswayVideo.Cli.Files;

/// <summary>
/// Files that tell of jobs: only their user may read them, and what they say is believed only if nobody else can have
/// written it.
/// </summary>
internal static class PrivateFile
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode WrittenByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>How to open such a file.</summary>
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
            options.UnixCreateMode = Mine;
        }

        return options;
    }

    /// <summary>Makes an empty one where there is none, and else checks what is there.</summary>
    public static void Prepare(string path)
    {
        new FileStream(
            path,
            Opening(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite)
        ).Dispose();
        Check(path);
    }

    /// <summary>Checks a file that is there, and takes away what others may do with it.</summary>
    /// <exception cref="CommandException">Others own it or can write it.</exception>
    public static void Check(string path)
    {
        CheckOwner(path);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != Mine)
        {
            File.SetUnixFileMode(path, Mine);
        }
    }

    /// <summary>Checks a file that is there, and changes nothing.</summary>
    /// <exception cref="CommandException">Others own it or can write it.</exception>
    public static void CheckOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (UnixFile.IsOfAnother(path))
        {
            throw new CommandException(
                $"\"{path}\" belongs to another user, who could change which jobs are paid for and "
                    + "where your access key goes. Give another place, or make it yours."
            );
        }

        if ((File.GetUnixFileMode(path) & WrittenByOthers) != 0)
        {
            throw new CommandException(
                $"\"{path}\" can be written by others, who could change which jobs are paid for and "
                    + $"where your access key goes. If it is yours, run: chmod 600 \"{path}\""
            );
        }
    }

    /// <summary>Replaces a file as a whole. A link that somebody put in its way is removed, not followed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
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
