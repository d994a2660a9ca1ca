using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Base of converters that only read. <see cref="WireContractResolver"/> chooses them by type, so that Newtonsoft never
/// calls <see cref="CanConvert"/>.
/// </summary>
internal abstract class ReplyConverter : JsonConverter
{
    public sealed override bool CanWrite => false;

    public sealed override bool CanConvert(Type objectType) => true;

    public sealed override void WriteJson(
        JsonWriter writer,
        object? value,
        JsonSerializer serializer
    ) => throw new NotSupportedException();
}
