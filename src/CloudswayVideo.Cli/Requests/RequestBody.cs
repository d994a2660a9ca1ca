using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace CloudswayVideo.Cli.Requests;

/// <summary>Makes the client's request of a body in which an image may be the path of a file, too.</summary>
internal static class RequestBody
{
    private static readonly Resolver Contracts = new();

    /// <param name="body">The body.</param>
    /// <param name="type">The type of the request.</param>
    /// <param name="upload">Is told how much of an image was sent.</param>
    /// <exception cref="CommandException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">An image is none.</exception>
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

    private static ImageInput Read(string text)
    {
        if (
            text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        )
        {
            return ImageInput.FromString(text);
        }

        if (Directory.Exists(text))
        {
            throw new CommandException(
                $"The image \"{text}\" is a folder. Give a file, an http or https URL, or a data URI."
            );
        }

        try
        {
            return ImageInput.FromFile(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The image \"{text}\" cannot be read: {exception.Message} Give a file, an http or "
                    + "https URL, or a data URI.",
                exception
            );
        }
    }

    // The library's own converter knows no files; with none in its place, that of the serializer is taken.
    private sealed class Resolver : DefaultContractResolver
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
        ) => Read((string)reader.Value!).WithProgress(upload);

        public override void WriteJson(
            JsonWriter writer,
            ImageInput? value,
            JsonSerializer serializer
        ) => throw new NotSupportedException();
    }
}
