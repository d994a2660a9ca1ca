namespace CloudswayVideo.Images;

/// <summary>Reads images that can be read only once: pipes, terminals, devices, streams.</summary>
internal static class ImageSource
{
    // Three times the limit of the contract, for endpoints that accept more. A device may never end.
    internal const int MaximumBytes = 64 * 1024 * 1024;

    /// <summary>The name of a file in messages.</summary>
    public static string NameOf(string path) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name
            ? name
            : path;

    /// <summary>The bytes of a file that can be read only once; null for a file that can be opened again.</summary>
    /// <exception cref="ArgumentException">It is a folder, or is too large.</exception>
    public static byte[]? ReadOnce(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ArgumentException(
                $"{NameOf(path)} is a folder. Name an image file.",
                nameof(path)
            );
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        if (stream.CanSeek && stream.Length > 0)
        {
            return null;
        }

        // A seekable device has length 0, like an empty file. Only reading shows the difference.
        using var image = new LimitedBuffer(NameOf(path));
        stream.CopyTo(image);
        return image.ToArray();
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="ArgumentException">It is too large.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var image = new LimitedBuffer("The image");
        await stream.CopyToAsync(image, cancellationToken).ConfigureAwait(false);
        return image.ToArray();
    }

    private sealed class LimitedBuffer(string name) : MemoryStream
    {
        // The base class writes with this method alone.
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length + count > MaximumBytes)
            {
                throw new ArgumentException(
                    $"{name} is larger than {MaximumBytes / 1024 / 1024} MiB, or never ends. Pass a smaller image."
                );
            }

            base.Write(buffer, offset, count);
        }
    }
}
