using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>Reads an error that is an object, or a plain text, which becomes its message.</summary>
internal sealed class ErrorDetailConverter : ReplyConverter
{
    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
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
}
