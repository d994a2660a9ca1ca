using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// A value generated from an enum of the contract. Values that the contract does not know are kept as well.
/// </summary>
internal interface IOpenValue
{
    object? Value { get; }
}

/// <summary>Reads and writes an open value as its wrapped value.</summary>
internal sealed class OpenValueConverter : JsonConverter
{
    // Reflection once per type, because a status is read at every poll.
    private readonly ConcurrentDictionary<Type, Wrapper> _wrappers = new();

    public override bool CanConvert(Type objectType) => true;

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    ) =>
        TextConverter.Read(reader) is { } text
            ? _wrappers.GetOrAdd(objectType, static type => new Wrapper(type)).Wrap(text)
            : null;

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        writer.WriteValue(((IOpenValue?)value)?.Value);

    private sealed class Wrapper
    {
        private readonly bool _isText;
        private readonly ConstructorInvoker _constructor;

        public Wrapper(Type objectType)
        {
            var type = Nullable.GetUnderlyingType(objectType) ?? objectType;
            var wrapped = type.GetProperty(nameof(IOpenValue.Value))!.PropertyType;
            _isText = wrapped == typeof(string);
            _constructor = ConstructorInvoker.Create(type.GetConstructor([wrapped])!);
        }

        public object? Wrap(string text) =>
            _isText ? _constructor.Invoke(text)
            : long.TryParse(
                text,
                NumberStyles.Integer,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? _constructor.Invoke(number)
            : null;
    }
}
