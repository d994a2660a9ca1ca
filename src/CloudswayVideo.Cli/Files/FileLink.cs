namespace CloudswayVideo.Cli.Files;

/// <summary>Follows symbolic links.</summary>
internal static class FileLink
{
    /// <summary>The full path of what a path leads to: the target of its link, or the path itself.</summary>
    public static string Target(string path)
    {
        // .NET resolves a relative link at a relative path from the root of the file system.
        var full = Path.GetFullPath(path);
        return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }
}
