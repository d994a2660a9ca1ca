using CloudswayVideo.Images;
using CloudswayVideo.Transport;
using Newtonsoft.Json;

namespace CloudswayVideo;

/// <summary>
/// An image for a request: a public URL, or bytes that travel inside the request as a data URI. Its type is read from
/// its bytes, never from its name. Before a request is sent, its images are checked against the documented limits, so
/// that a wrong one costs nothing; bytes are read and encoded while it is sent.
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
    }

    private ImageInput(ImageInput other)
    {
        _open = other._open;
        (Text, MediaType, Length, Size, IsChecked, Progress) = (
            other.Text,
            other.MediaType,
            other.Length,
            other.Size,
            other.IsChecked,
            other.Progress
        );
    }

    /// <summary>The URL or data URI, if the input was made of one.</summary>
    internal string? Text { get; }

    internal string? MediaType { get; }

    internal long Length { get; }

    /// <summary>Width and height in pixels, where the bytes are here and their header names them.</summary>
    internal (int Width, int Height)? Size { get; }

    internal bool IsChecked { get; private init; } = true;

    /// <summary>Receives how much of it was sent.</summary>
    internal IProgress<TransferProgress>? Progress { get; private init; }

    /// <summary>An image that the service fetches itself.</summary>
    /// <param name="url">A public http or https URL.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is no such URL.</exception>
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
    /// An image file. It is opened again when the request is sent, and never held in memory; a pipe or another file
    /// that can be read only once, such as /dev/stdin, is read into memory, and waited for as long as its writer
    /// takes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">
    /// The file is no image, is empty, is a folder, or can be read only once and has more than 64 MiB.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImageInput FromFile(string path) =>
        ImageSource.ReadOnce(path) is { } bytes
            ? new ImageInput(
                () => new MemoryStream(bytes, writable: false),
                ImageSource.NameOf(path)
            )
            : new ImageInput(() => File.OpenRead(path), ImageSource.NameOf(path));

    /// <summary>The bytes of an image file.</summary>
    /// <param name="bytes">The bytes, which must not change before the request was sent.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">They are no image.</exception>
    public static ImageInput FromBytes(byte[] bytes) =>
        new(() => new MemoryStream(bytes, writable: false), "The image");

    /// <summary>The rest of a stream, which is read into memory; for a file use <see cref="FromFile"/>.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is no image, or has more than 64 MiB.</exception>
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
    /// The same image, sent whatever its format, size and proportions: for an endpoint that takes more than is
    /// documented.
    /// </summary>
    /// <returns>The input.</returns>
    public ImageInput WithoutChecks() => new(this) { IsChecked = false };

    /// <summary>
    /// The same image, with reports of how much of it was sent. Of a URL, which the service fetches itself, nothing is
    /// reported.
    /// </summary>
    /// <param name="progress">
    /// Receives how many bytes were sent, from 0 to all of them; from 0 again where a submission is repeated because it
    /// certainly was not accepted. An exception of its own does not end the submission.
    /// </param>
    /// <returns>The input.</returns>
    public ImageInput WithProgress(IProgress<TransferProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return new ImageInput(this) { Progress = progress };
    }

    /// <summary>A data URI. Its type is read from its bytes, whatever type it names.</summary>
    /// <param name="dataUri">A text that starts with "data:image/jpeg;base64," or the same with png.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is no such data URI, or holds no image.</exception>
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
                "The data URI is not base64 to its end. Pass the whole of it.",
                nameof(dataUri)
            );
        }
    }

    /// <summary>Takes a URL or a data URI.</summary>
    /// <param name="urlOrDataUri">What <see cref="FromUrl(string)"/> or <see cref="FromDataUri"/> takes.</param>
    public static implicit operator ImageInput(string urlOrDataUri) => FromString(urlOrDataUri);

    /// <summary>Takes a URL or a data URI.</summary>
    /// <param name="urlOrDataUri">What <see cref="FromUrl(string)"/> or <see cref="FromDataUri"/> takes.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static ImageInput FromString(string urlOrDataUri) =>
        urlOrDataUri?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true
            ? FromUrl(urlOrDataUri)
            : FromDataUri(urlOrDataUri!);

    /// <summary>What kind of input it is; never the URL or the image.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() =>
        _open is not null ? $"{MediaType}, {Length} bytes"
        : Text!.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "URL"
        : "data URI";

    /// <summary>A value as it stands in a JSON text, which may be blank: the documented examples are.</summary>
    internal static ImageInput FromWire(string text) => new(text);

    string? IStreamedValue.MediaType => MediaType;

    long IStreamedValue.Length => Length;

    IProgress<TransferProgress>? IStreamedValue.Progress => Progress;

    Stream IStreamedValue.OpenRead() => _open!();
}
