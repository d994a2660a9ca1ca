using CloudswayVideo.Transport;
using Newtonsoft.Json;

namespace CloudswayVideo.Images;

/// <summary>
/// Writes an image as a URL or a data URI. In the body of a request, bytes are streamed later; elsewhere they are
/// omitted.
/// </summary>
internal sealed class ImageInputConverter : JsonConverter<ImageInput>
{
    public override ImageInput? ReadJson(
        JsonReader reader,
        Type objectType,
        ImageInput? existingValue,
        bool hasExistingValue,
        JsonSerializer serializer
    ) => reader.Value is string text ? ImageInput.FromWire(text) : null;

    public override void WriteJson(JsonWriter writer, ImageInput? value, JsonSerializer serializer)
    {
        if (value?.Text is { } text)
        {
            writer.WriteValue(text);
        }
        else if (writer is ApiRequestContent.BodyWriter body)
        {
            body.WriteOpenDataUri(value!);
        }
        else
        {
            writer.WriteValue($"data:{value?.MediaType};base64,");
        }
    }
}
