using System.CommandLine;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Where videos are saved. Whether one can be saved there is tried at once, so that what is wrong shows before
/// anything is paid.
/// </summary>
internal sealed class OutputTarget
{
    public static readonly Option<string?> Option = new("--out")
    {
        Description =
            "The file to save the video as, or the folder to save it in, named for its job. By "
            + "default the current folder.",
        HelpName = "file or folder",
    };

    public static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replace a file that is already there; without it nothing is replaced.",
    };

    // Of a file that is named for its job; ids may be longer than file names.
    private const int LongestId = 80;

    private const int TrialLength = 64 * 1024;

    // As long as what the client appends to the name of a file until the video is whole.
    private static readonly string TemporarySuffix = $".{Guid.Empty:N}.part.etag";

    private readonly string _folder;
    private readonly string? _name;
    private readonly bool _overwrites;

    /// <param name="text">
    /// A file or, if it is one already or ends with a separator, a folder; the current one if null.
    /// </param>
    /// <param name="overwrites">Whether a file that is there may be replaced.</param>
    /// <exception cref="CommandException">No video can be saved there.</exception>
    public OutputTarget(string? text, bool overwrites)
    {
        if (text == "-")
        {
            throw new CommandException(
                "--out is \"-\", and a video cannot go to standard output: it is continued after a "
                    + "failure, which takes a file. Name a file, or a folder that ends with \"/\"."
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
            TryOut();
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

    public static OutputTarget Of(ParseResult arguments) =>
        new(arguments.GetValue(Option), arguments.GetValue(Overwrite));

    /// <summary>The file of a job's video. An id is letters, digits and a few signs that file names may have.</summary>
    /// <exception cref="CommandException">It is there already.</exception>
    public string FileOf(string id) =>
        Free(
            Path.Combine(_folder, _name ?? $"{(id.Length > LongestId ? id[..LongestId] : id)}.mp4"),
            _overwrites
        );

    /// <summary>Demands that the files of a job's further videos can be made.</summary>
    /// <exception cref="CommandException">One of them is there already.</exception>
    public void CheckFree(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Free(path, _overwrites);
        }
    }

    /// <summary>The file that a video can be saved as: the path, or what it links to.</summary>
    /// <exception cref="CommandException">Something is there that must not be replaced.</exception>
    public static string Free(string path, bool overwrites)
    {
        var file = new FileInfo(path).LinkTarget is null
            ? path
            : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (Directory.Exists(file))
        {
            throw new CommandException($"\"{path}\" is a folder, where a video is to be saved.");
        }

        if (File.Exists(file) && UnixFile.IsSpecial(Path.GetFullPath(file)))
        {
            throw new CommandException(
                $"\"{path}\" is a device or a pipe, where a video is to be saved. Name a file."
            );
        }

        return overwrites || !File.Exists(file)
            ? file
            : throw new CommandException(
                $"\"{path}\" is there already. Give another name, or --overwrite to replace it."
            );
    }

    private void TryOut()
    {
        var trial =
            (_name is null ? Path.Combine(_folder, "video.mp4") : FileOf("")) + TemporarySuffix;
        try
        {
            // Smaller than any video; a full disk shows here, and not once the video is paid for.
            using var file = new FileStream(trial, FileMode.CreateNew, FileAccess.Write);
            file.Write(new byte[TrialLength]);
        }
        finally
        {
            File.Delete(trial);
        }
    }
}
