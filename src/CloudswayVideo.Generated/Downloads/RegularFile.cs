namespace CloudswayVideo.Downloads;

/// <summary>
/// Opens and checks paths that may hold a regular file and nothing else. A link would lead the bytes of a video into
/// another file, and a device, a pipe or a socket would be replaced by one.
/// </summary>
internal static class RegularFile
{
    /// <summary>
    /// The full path of a file that can be created or replaced, as far as that can be told without doing so.
    /// </summary>
    /// <exception cref="IOException">
    /// Something else is there, its folder is missing, or its name is too long.
    /// </exception>
    public static string CheckTarget(string path)
    {
        var target = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
        {
            throw new IOException(
                $"{target} is a folder. Name the file in it that is to hold the video."
            );
        }

        if (IsLink(target))
        {
            throw new IOException(
                $"{target} is a symbolic link, which a video does not replace. Name the file that it points to."
            );
        }

        if (!IsAbsentOrRegular(target))
        {
            throw new IOException(
                $"{target} is a device, a pipe or a socket. Name a regular file, or save into a stream."
            );
        }

        return target;
    }

    /// <summary>
    /// Opens a file of ours for reading and writing, alone; a link that was put in its place is removed.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened, is in use, or is no regular file.</exception>
    public static FileStream Open(string path)
    {
        if (IsLink(path))
        {
            File.Delete(path);
        }

        var file = new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.Asynchronous
        );
        // Once more, because the link may have been made in between; nothing has been written yet.
        if (!IsLink(path) && IsRegular(file))
        {
            return file;
        }

        file.Dispose();
        throw new IOException($"{path} is no regular file. Remove it, or save elsewhere.");
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static bool IsAbsentOrRegular(string path)
    {
        if (OperatingSystem.IsWindows() && path.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            // Of its errors, "not found" says that the place is free, and the others why it is none.
            File.GetAttributes(path);
            if (new FileInfo(path).Length > 0)
            {
                return true;
            }
        }
        catch (FileNotFoundException)
        {
            return true;
        }

        try
        {
            // For reading too, because opening a pipe for writing alone would wait for its reader.
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            return IsRegular(file);
        }
        catch (UnauthorizedAccessException)
        {
            // A regular file that may not be written may still be replaced; the folder decides.
            return true;
        }
        catch (IOException)
        {
            // So a socket answers.
            return false;
        }
    }

    // Only a regular file has a length; devices say 0. And of those that say 0, only a regular file can be cut to that.
    private static bool IsRegular(FileStream file)
    {
        try
        {
            if (file.CanSeek && file.Length == 0)
            {
                file.SetLength(0);
            }

            return file.CanSeek;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            return false;
        }
    }
}
