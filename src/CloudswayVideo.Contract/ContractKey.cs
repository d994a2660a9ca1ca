namespace CloudswayVideo.Contract;

/// <summary>How a request carries the access key.</summary>
/// <param name="Header">The name of the header.</param>
/// <param name="Prefix">The text before the key in the header, such as "Bearer ".</param>
public sealed record ContractKey(string Header, string Prefix)
{
    /// <summary>The key as a bearer token.</summary>
    public static ContractKey Bearer { get; } = new("Authorization", "Bearer ");

    /// <summary>How the requests of an operation carry the key; null if the operation needs none.</summary>
    internal static ContractKey? Of(JObject document, JToken operation)
    {
        var requirements = operation["security"] ?? document["security"];
        if ((requirements?.FirstOrDefault()).Fields().FirstOrDefault() is not { Name: var name })
        {
            return null;
        }

        var scheme = document["components"]?["securitySchemes"]?[name];
        return scheme?["type"].Text() == "apiKey"
            ? new ContractKey(scheme?["name"].Text() ?? "", scheme?["x-key-prefix"].Text() ?? "")
            : Bearer;
    }
}
