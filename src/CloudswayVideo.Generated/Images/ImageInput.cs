using CloudswayVideo.Images;
using CloudswayVideo.Transport;
using Newtonsoft.Json;

namespace CloudswayVideo;

/// <summary>
/// An image for a request: a public URL, or bytes that are sent in the request as a data URI. The type of bytes is
/// read from their header, never from a file name. Before a request is sent, its images are checked against the
/// documented limits (format, bytes, pixels, proportions), so that an invalid one costs nothing. Files are read while
/// they are sent.
/// </summary>
[JsonConverter(typeof(ImageInputConverter))]
public sealed class ImageInput : IStreamedValue
{
    private readonly Func<Stream>? _open;

    private ImageInput(string text) => Text = text;

    private ImageInput(Func<Stream> open, string name)
    {
        _open = open;
        using var stream = open();
        Length = stream.Length;
        (MediaType, Size) = ImageFormat.Read(stream, name);
        IsCutOff = ImageEnd.IsMissing(stream, MediaType);
    }

    /// <summary>The URL; null if the image is bytes. From JSON also a data URI.</summary>
    internal string? Text { get; }

    internal string? MediaType { get; }

    internal long Length { get; }

    /// <summary>Width and height in pixels; null for a URL, or if the header has no size.</summary>
    internal (int Width, int Height)? Size { get; }

    /// <summary>Whether the file ends before the image does.</summary>
    internal bool IsCutOff { get; }

    internal bool IsChecked { get; private set; } = true;

    /// <summary>Receives how many bytes were sent.</summary>
    internal IProgress<TransferProgress>? Progress { get; private set; }

    /// <summary>An image that the service itself fetches from a URL. It is not checked.</summary>
    /// <param name="url">A public http or https URL.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is not an absolute http or https URL.</exception>
    public static ImageInput FromUrl(string url) =>
        PublicUrl.Is(url)
            ? new ImageInput(url)
            : throw new ArgumentException(
                "Not an absolute http or https URL. For a file on this machine use FromFile, for bytes FromBytes.",
                nameof(url)
            );

    /// <inheritdoc cref="FromUrl(string)" />
    public static ImageInput FromUrl(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return FromUrl(url.OriginalString);
    }

    /// <summary>
    /// An image file. It is streamed from disk when the request is sent, so it must still exist then, unchanged. A pipe
    /// or another file that can be read only once, such as /dev/stdin, is read into memory; this blocks until its
    /// writer has finished.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">
    /// The file is not an image, is empty, is a folder, or can be read only once and is larger than 64 MiB.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The right to read the file is missing.</exception>
    public static ImageInput FromFile(string path) =>
        ImageSource.ReadOnce(path) is { } bytes
            ? new ImageInput(
                () => new MemoryStream(bytes, writable: false),
                ImageSource.NameOf(path)
            )
            : new ImageInput(() => File.OpenRead(path), ImageSource.NameOf(path));

    /// <summary>The bytes of an image file in memory.</summary>
    /// <param name="bytes">The bytes. They are not copied: do not change them before the request is sent.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">They are not a JPEG, PNG, WebP, GIF or BMP image.</exception>
    public static ImageInput FromBytes(byte[] bytes) =>
        new(() => new MemoryStream(bytes, writable: false), "The image");

    /// <summary>
    /// An image from a stream, which is read into memory from its current position to its end. For a file use <see
    /// cref="FromFile"/>.
    /// </summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is not an image, or is larger than 64 MiB.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<ImageInput> FromStreamAsync(
        Stream stream,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        return FromBytes(
            await ImageSource.ReadAsync(stream, cancellationToken).ConfigureAwait(false)
        );
    }

    /// <summary>
    /// The same image without checks of format, bytes, pixels and proportions, for an endpoint that accepts more than
    /// is documented.
    /// </summary>
    /// <returns>The input.</returns>
    public ImageInput WithoutChecks()
    {
        var copy = (ImageInput)MemberwiseClone();
        copy.IsChecked = false;
        return copy;
    }

    /// <summary>The same image with progress reports while it is sent. For a URL nothing is reported.</summary>
    /// <param name="progress">
    /// Receives how many bytes were sent, starting with 0. It starts with 0 again if the submission is repeated. An
    /// exception that it throws is ignored.
    /// </param>
    /// <returns>The input.</returns>
    public ImageInput WithProgress(IProgress<TransferProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var copy = (ImageInput)MemberwiseClone();
        copy.Progress = progress;
        return copy;
    }

    /// <summary>An image from a data URI. Its type is read from its bytes, even if the URI names another one.</summary>
    /// <param name="dataUri">A text such as "data:image/jpeg;base64,…".</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is not a data URI in base64, or does not contain an image.</exception>
    public static ImageInput FromDataUri(string dataUri)
    {
        ArgumentNullException.ThrowIfNull(dataUri);
        const string Mark = ";base64,";
        var mark = dataUri.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (mark < 0 || !dataUri.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                "Not a data URI of an image. Bare base64 is refused by the service: put "
                    + "\"data:image/jpeg;base64,\" in front, or use FromBytes.",
                nameof(dataUri)
            );
        }

        try
        {
            return FromBytes(Convert.FromBase64String(dataUri[(mark + Mark.Length)..]));
        }
        catch (FormatException)
        {
            throw new ArgumentException(
                "The data URI contains invalid base64. Pass the complete data URI.",
                nameof(dataUri)
            );
        }
    }

    /// <summary>Converts a URL or a data URI, as <see cref="FromString"/> does.</summary>
    /// <param name="urlOrDataUri">A text for <see cref="FromUrl(string)"/> or <see cref="FromDataUri"/>.</param>
    public static implicit operator ImageInput(string urlOrDataUri) => FromString(urlOrDataUri);

    /// <summary>Converts a URL or a data URI.</summary>
    /// <param name="urlOrDataUri">A text for <see cref="FromUrl(string)"/> or <see cref="FromDataUri"/>.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is neither a URL nor a data URI of an image.</exception>
    public static ImageInput FromString(string urlOrDataUri) =>
        urlOrDataUri?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true
            ? FromUrl(urlOrDataUri)
            : FromDataUri(urlOrDataUri!);

    /// <summary>Describes the input; never contains the URL or the image.</summary>
    /// <returns>A text such as "image/png, 4096 bytes" or "URL".</returns>
    public override string ToString() =>
        _open is not null ? $"{MediaType}, {Length} bytes"
        : Text!.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "URL"
        : "data URI";

    /// <summary>An image from JSON, unchecked: in the documented examples it is blank.</summary>
    internal static ImageInput FromWire(string text) => new(text);

    string? IStreamedValue.MediaType => MediaType;

    long IStreamedValue.Length => Length;

    IProgress<TransferProgress>? IStreamedValue.Progress => Progress;

    Stream IStreamedValue.OpenRead() => _open!();
}
