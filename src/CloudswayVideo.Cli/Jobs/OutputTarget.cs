using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>Where videos are saved. The folder is made at once, so that a wrong one shows before anything is paid.</summary>
internal sealed class OutputTarget
{
    public static readonly Option<string?> Option = new("--out")
    {
        Description =
            "The file to save the video as, or the folder to save it in, named for its job. By default the current folder. An existing file is replaced.",
        HelpName = "file or folder",
    };

    private readonly string _folder;
    private readonly string? _name;

    /// <param name="text">A file or, if it is one already or ends with a separator, a folder; the current one if null.</param>
    /// <exception cref="CommandException">The folder cannot be made.</exception>
    public OutputTarget(string? text)
    {
        var isFolder =
            text is null || Directory.Exists(text) || Path.EndsInDirectorySeparator(text);
        _folder = (isFolder ? text : Path.GetDirectoryName(text)) ?? "";
        _name = isFolder ? null : Path.GetFileName(text);
        try
        {
            Directory.CreateDirectory(Path.Combine(".", _folder));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"--out is \"{text}\", and its folder cannot be made: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>The file of a job's video. An id is letters, digits and a few signs that file names may have.</summary>
    public string FileOf(string id) => Path.Combine(_folder, _name ?? $"{id}.mp4");
}
