using System.Buffers;

namespace CloudswayVideo.Images;

/// <summary>Reads images that can be read only once: pipes, terminals, devices, streams.</summary>
internal static class ImageSource
{
    // Three times what the contract allows for an image, for endpoints that take more; a device may never end.
    private const int MaximumBytes = 64 * 1024 * 1024;

    private const int BufferSize = 80 * 1024;

    /// <summary>What messages call a file.</summary>
    public static string NameOf(string path) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name
            ? name
            : path;

    /// <summary>The bytes of a file that can be read only once; null for a file that can be opened again.</summary>
    /// <exception cref="ArgumentException">It is a folder, or has too many bytes.</exception>
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

        // A device that can seek has no length, as an empty file has none; only reading tells them apart.
        var image = new Collected(NameOf(path));
        var buffer = new byte[BufferSize];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            image.Add(buffer.AsSpan(0, count));
        }

        return image.ToArray();
    }

    /// <summary>The rest of a stream.</summary>
    /// <exception cref="ArgumentException">It has too many bytes.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var image = new Collected("The image");
        var buffer = new byte[BufferSize];
        int count;
        while (
            (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0
        )
        {
            image.Add(buffer.AsSpan(0, count));
        }

        return image.ToArray();
    }

    private sealed class Collected(string name)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public void Add(ReadOnlySpan<byte> bytes)
        {
            _bytes.Write(bytes);
            if (_bytes.WrittenCount > MaximumBytes)
            {
                throw new ArgumentException(
                    $"{name} has more than {MaximumBytes / 1024 / 1024} MiB, or never ends. Pass a smaller image."
                );
            }
        }

        public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
    }
}
