using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;
using ErrorEventArgs = Newtonsoft.Json.Serialization.ErrorEventArgs;

namespace CloudswayVideo.Transport.Json;

/// <summary>How JSON is read and written here, whatever an application has set as Newtonsoft's defaults.</summary>
internal static class WireJson
{
    private static readonly WireContractResolver Contracts = new();

    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = Contracts,
        ObjectCreationHandling = ObjectCreationHandling.Replace,
        TypeNameHandling = TypeNameHandling.None,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        DateParseHandling = DateParseHandling.None,
        MaxDepth = 64,
        CheckAdditionalContent = true,
        Error = PassOver,
    };

    /// <summary>One for all: a serializer whose settings nobody changes is thread-safe.</summary>
    public static JsonSerializer Serializer { get; } = JsonSerializer.Create(Settings);

    // A member of another shape than the contract's, such as "base_resp": 0, is absent; the rest of the reply counts.
    private static void PassOver(object? sender, ErrorEventArgs failure) =>
        failure.ErrorContext.Handled =
            failure.ErrorContext is { Error: JsonSerializationException, Member: not null };

    /// <summary>Reads a body; false if it is not JSON, not all of it is, or it is another kind of value.</summary>
    public static bool TryRead<T>(string body, [NotNullWhen(true)] out T? value)
        where T : class
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body))
            {
                ArrayPool = CharacterPool.Instance,
                PropertyNameTable = Contracts.Names,
            };
            value = Serializer.Deserialize<T>(reader);
            return value is not null;
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or OverflowException)
        {
            value = null;
            return false;
        }
    }
}
