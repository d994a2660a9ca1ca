using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Cli.Requests;

/// <summary>Turns a body, in which an image may also be the path of a file, into the client's request.</summary>
internal static partial class RequestBody
{
    private const string Advice = "Give a file, an http or https URL, or a data URI.";

    private static readonly WithoutImageConverter Contracts = new();

    /// <exception cref="CommandException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">A value is not an image.</exception>
    public static object To(this JObject body, Type type, IProgress<TransferProgress> upload) =>
        body.ToObject(
            type,
            new JsonSerializer
            {
                Converters = { new ImageReader(upload) },
                ContractResolver = Contracts,
                ObjectCreationHandling = ObjectCreationHandling.Replace,
            }
        )!;

    private static ImageInput ReadImage(string text)
    {
        if (Address().IsMatch(text))
        {
            return ImageInput.FromString(text);
        }

        try
        {
            return text == "-"
                    ? throw new CommandException(
                        "The image is \"-\", and only a text is read from standard input in this way. Give a file "
                            + "(on Linux and macOS also /dev/stdin), an http or https URL, or a data URI."
                    )
                : Directory.Exists(text)
                    ? throw new CommandException($"The image \"{text}\" is a folder. {Advice}")
                : ImageInput.FromFile(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The image \"{text}\" cannot be read: {exception.Message} {Advice}",
                exception
            );
        }
    }

    [GeneratedRegex("^(https?://|data:)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // Hides the library's converter, which knows no files, so that the one of the serializer is used.
    private sealed class WithoutImageConverter : DefaultContractResolver
    {
        protected override Newtonsoft.Json.JsonConverter? ResolveContractConverter(
            Type objectType
        ) => objectType == typeof(ImageInput) ? null : base.ResolveContractConverter(objectType);
    }

    private sealed class ImageReader(IProgress<TransferProgress> upload) : JsonConverter<ImageInput>
    {
        public override bool CanWrite => false;

        public override ImageInput ReadJson(
            JsonReader reader,
            Type objectType,
            ImageInput? existingValue,
            bool hasExistingValue,
            JsonSerializer serializer
        ) => ReadImage((string)reader.Value!).WithProgress(upload);

        public override void WriteJson(
            JsonWriter writer,
            ImageInput? value,
            JsonSerializer serializer
        ) => throw new NotSupportedException();
    }
}
