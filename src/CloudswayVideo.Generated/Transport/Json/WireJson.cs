using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;
using ErrorEventArgs = Newtonsoft.Json.Serialization.ErrorEventArgs;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Reads and writes JSON with fixed settings, independent of the application's defaults for Newtonsoft.
/// </summary>
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
        Error = SkipMember,
    };

    /// <summary>The shared serializer. It is thread-safe, because its settings never change.</summary>
    public static JsonSerializer Serializer { get; } = JsonSerializer.Create(Settings);

    // A member with another shape than in the contract, such as "base_resp": 0, is absent. The rest is still read.
    private static void SkipMember(object? sender, ErrorEventArgs failure) =>
        failure.ErrorContext.Handled =
            failure.ErrorContext is { Error: JsonSerializationException, Member: not null };

    /// <summary>Reads a body; false if it is not valid JSON to its end, or another kind of value.</summary>
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
