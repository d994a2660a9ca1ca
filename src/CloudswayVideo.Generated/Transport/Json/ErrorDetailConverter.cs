using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>Reads an error that is an object, or a bare text that stands for its message.</summary>
internal sealed class ErrorDetailConverter : JsonConverter<ErrorDetail>
{
    public static ErrorDetailConverter Instance { get; } = new();

    public override bool CanWrite => false;

    public override ErrorDetail? ReadJson(
        JsonReader reader,
        Type objectType,
        ErrorDetail? existingValue,
        bool hasExistingValue,
        JsonSerializer serializer
    )
    {
        if (reader.TokenType != JsonToken.StartObject)
        {
            return TextConverter.Read(reader) is { } text
                ? new ErrorDetail { Message = text }
                : null;
        }

        var detail = new ErrorDetail();
        serializer.Populate(reader, detail);
        return detail;
    }

    public override void WriteJson(
        JsonWriter writer,
        ErrorDetail? value,
        JsonSerializer serializer
    ) => throw new NotSupportedException();
}
