using System.CommandLine;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The place to save videos. The constructor tries whether a file can be written there, so that a mistake shows before
/// anything is paid for.
/// </summary>
internal sealed class OutputTarget
{
    public static readonly Option<string?> Option = new("--out")
    {
        Description =
            "The file to save the video as, or a folder, in which the file is named after the job. By default "
            + "the current folder.",
        HelpName = "file or folder",
    };

    public static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replace an existing file. Without this option, no file is replaced.",
    };

    // An id may be longer than the name of a file can be.
    private const int LongestId = 80;

    private const int TrialLength = 64 * 1024;

    private readonly string _folder;
    private readonly string? _name;
    private readonly bool _overwrites;

    /// <summary>A text is a folder if it exists or ends with a separator; null for the current folder.</summary>
    /// <exception cref="CommandException">No video can be saved there.</exception>
    public OutputTarget(string? text, bool overwrites)
    {
        if (text == "-")
        {
            throw new CommandException(
                "--out is \"-\", and a video cannot go to standard output: a download continues after a "
                    + "failure, which needs a file. Name a file, or a folder that ends with \"/\"."
            );
        }

        var isFolder =
            text is null || Directory.Exists(text) || Path.EndsInDirectorySeparator(text);
        _overwrites = overwrites;
        _folder = (isFolder ? text : Path.GetDirectoryName(text)) ?? "";
        _name = isFolder ? null : Path.GetFileName(text);
        try
        {
            Directory.CreateDirectory(Path.Combine(".", _folder));
            TryWriting();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"--out is \"{text ?? "."}\", and nothing can be saved there: {exception.Message} "
                    + "Give another file or folder.",
                exception
            );
        }
    }

    public static OutputTarget FromOptions(CommandRun run) =>
        new(run.Get(Option), run.Get(Overwrite));

    /// <summary>The file for a job's video. Ids consist of characters that file names may have.</summary>
    /// <exception cref="CommandException">The file exists already.</exception>
    public string FileOf(string id) =>
        Free(
            Path.Combine(_folder, _name ?? $"{(id.Length > LongestId ? id[..LongestId] : id)}.mp4"),
            _overwrites
        );

    /// <summary>
    /// Checks that the file for one of a job's videos can still be written. Another run may have made it meanwhile.
    /// </summary>
    /// <exception cref="CommandException">The file exists already.</exception>
    public void CheckFree(string path) => Free(path, _overwrites, ExitCode.Failed);

    /// <summary>The file to save a video as: the path, or the target of its link.</summary>
    /// <exception cref="CommandException">The path has something that must not be replaced.</exception>
    public static string Free(string path, bool overwrites, int exitCode = ExitCode.Usage)
    {
        var file = new FileInfo(path).LinkTarget is null ? path : UnixFile.Target(path);
        var problem =
            Directory.Exists(file) ? "is a folder, and a video cannot replace it. Name a file."
            : UnixFile.IsSpecial(file)
                ? "is a device or a pipe, and a video cannot be saved to it. Name a file."
            : File.Exists(file) && !overwrites
                ? "exists already. Give another name, or --overwrite to replace it."
            : null;
        return problem is null
            ? file
            : throw new CommandException($"\"{path}\" {problem}") { ExitCode = exitCode };
    }

    private void TryWriting()
    {
        // As long as the name that the client gives the file during a download, and different from that of another run.
        var trialFile =
            (_name is null ? Path.Combine(_folder, "video.mp4") : FileOf(""))
            + $".{Guid.NewGuid():N}.part.etag";
        try
        {
            // A full disk must show before the video is paid for. Every video is larger than this.
            using var file = new FileStream(trialFile, FileMode.CreateNew, FileAccess.Write);
            file.Write(new byte[TrialLength]);
        }
        finally
        {
            File.Delete(trialFile);
        }
    }
}
