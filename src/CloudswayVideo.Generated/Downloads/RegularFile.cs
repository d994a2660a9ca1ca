namespace CloudswayVideo.Downloads;

/// <summary>
/// Opens and checks paths that may hold only a regular file. Through a link, a video would overwrite another file; a
/// device, a pipe or a socket would be replaced by a video.
/// </summary>
internal static class RegularFile
{
    // The errors for a file that is open elsewhere: ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and macOS.
    private static readonly int[] InUse = [unchecked((int)0x80070020), 11, 35];

    /// <summary>
    /// The full path of a file that can be created or replaced, as far as can be known without doing so.
    /// </summary>
    /// <exception cref="IOException">
    /// Something other than a regular file is there, the folder is missing, or the name is too long.
    /// </exception>
    public static string CheckTarget(string path)
    {
        var target = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
        {
            throw new IOException(
                $"{target} is a folder. Give the path of a file, such as {Path.Join(target, "video.mp4")}."
            );
        }

        if (IsLink(target))
        {
            throw new IOException(
                $"{target} is a symbolic link, which is never replaced. Give the path of the file that it points to."
            );
        }

        if (!IsAbsentOrRegular(target))
        {
            throw new IOException(
                $"{target} is a device, a pipe or a socket. Give the path of a regular file, or save to a stream."
            );
        }

        return target;
    }

    /// <summary>
    /// Opens or creates one of our own files for reading and writing, exclusively; removes a link in its place.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened, is in use, or is not a regular file.</exception>
    public static FileStream Open(string path)
    {
        if (IsLink(path))
        {
            File.Delete(path);
        }

        var file = OpenAlone(path);
        // Again, because a link may have been created in between. Nothing has been written yet.
        if (!IsLink(path) && IsRegular(file))
        {
            return file;
        }

        file.Dispose();
        throw new IOException(
            $"{path} is not a regular file. Remove it, or save the video to another path."
        );
    }

    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0,
                FileOptions.Asynchronous
            );
        }
        catch (IOException exception) when (InUse.Contains(exception.HResult))
        {
            throw new IOException(
                $"{path} is being used by another download of this video to the same file, here or in another "
                    + "process. Wait for it, or save the video to another path.",
                exception
            );
        }
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
            // "Not found" means that the path is free; other exceptions tell the caller why no file can be there.
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
            // For reading as well: opening a pipe only for writing would wait for its reader.
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
            // A read-only file can still be replaced: that depends on the rights of its folder.
            return true;
        }
        catch (IOException)
        {
            // A socket cannot be opened.
            return false;
        }
    }

    // Devices report a length of 0, but only a regular file can be truncated to 0.
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
