using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// The folder of a batch, which one process at a time has, and the file of its journal. A dry run has a copy of the
/// file, whose changes are lost.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "batch.db";

    // What a process that was killed may leave beside the file, and belongs to it.
    private static readonly string[] FileParts = ["", "-wal"];

    private readonly FileStream? _lock;
    private readonly DirectoryInfo? _copy;

    /// <exception cref="CommandException">
    /// Another process has it, or others can write its journal.
    /// </exception>
    public FolderLock(string folder, bool isDryRun)
    {
        _lock = Take(folder, isDryRun);
        try
        {
            Journal = Path.Combine(folder, FileName);
            CheckFile(Journal, mayMake: !isDryRun);
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

    // Held until the process ends, however it does. A dry run makes no file, and minds the one that is there.
    private static FileStream? Take(string folder, bool isDryRun)
    {
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
                    + "work in it, and must be able to write there.",
                exception
            );
        }
    }

    // A folder may come from elsewhere, and its journal decides what is asked where, and saved as what.
    private static void CheckFile(string path, bool mayMake)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new CommandException(
                $"\"{path}\" is a link to \"{target}\". Give another --out, or put the file itself there."
            );
        }

        if (mayMake)
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
        foreach (var part in FileParts.Where(part => File.Exists(path + part)))
        {
            File.Copy(path + part, Path.Combine(copy.FullName, FileName + part));
        }

        return Path.Combine(copy.FullName, FileName);
    }
}
