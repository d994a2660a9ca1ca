using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Locks the folder of a batch for one process, and names the file of its journal. A dry run works with a copy of the
/// file, whose changes are lost.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "batch.db";

    // A killed process may leave changes in a second file.
    private static readonly string[] FileSuffixes = ["", "-wal"];

    private readonly FileStream? _lock;
    private readonly DirectoryInfo? _copy;

    /// <exception cref="CommandException">
    /// Another process uses the folder, or others can write its journal.
    /// </exception>
    public FolderLock(string folder, bool isDryRun)
    {
        _lock = Lock(folder, isDryRun);
        try
        {
            Journal = Path.Combine(folder, FileName);
            CheckFile(Journal, mayCreate: !isDryRun);
            if (isDryRun)
            {
                _copy = Directory.CreateTempSubdirectory("cloudsway-video-");
                Journal = CopyTo(_copy, Journal);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The file of the journal, or of its copy.</summary>
    public string Journal { get; }

    public void Dispose()
    {
        _lock?.Dispose();
        _copy?.Delete(recursive: true);
    }

    // The operating system releases the lock even if the process is killed. A dry run creates no lock file, but
    // respects an existing one.
    private static FileStream? Lock(string folder, bool isDryRun)
    {
        if (File.Exists(folder))
        {
            throw new CommandException($"--out is \"{folder}\", which is a file. Name a folder.");
        }

        var path = Path.Combine(folder, "batch.lock");
        if (isDryRun && !File.Exists(path))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(
                path,
                PrivateFile.Opening(
                    isDryRun ? FileMode.Open : FileMode.OpenOrCreate,
                    isDryRun ? FileAccess.Read : FileAccess.ReadWrite,
                    FileShare.None
                )
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The folder \"{folder}\" cannot be used: {exception.Message} One batch at a time may "
                    + "work in it, and it must be writable.",
                exception
            );
        }
    }

    // The journal decides where requests go and where videos are saved, and the folder may come from another person.
    private static void CheckFile(string path, bool mayCreate)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new CommandException(
                $"\"{path}\" is a link to \"{target}\". Give another --out, or put the file itself there."
            );
        }

        if (mayCreate)
        {
            PrivateFile.Prepare(path);
        }
        else if (File.Exists(path))
        {
            PrivateFile.CheckOwner(path);
        }
    }

    private static string CopyTo(DirectoryInfo copy, string path)
    {
        foreach (var suffix in FileSuffixes.Where(suffix => File.Exists(path + suffix)))
        {
            File.Copy(path + suffix, Path.Combine(copy.FullName, FileName + suffix));
        }

        return Path.Combine(copy.FullName, FileName);
    }
}
