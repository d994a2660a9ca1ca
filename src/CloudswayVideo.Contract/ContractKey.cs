using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>Where a request carries the access key.</summary>
/// <param name="Header">The name of the header.</param>
/// <param name="Prefix">What stands before the key there, such as "Bearer ".</param>
public sealed record ContractKey(string Header, string Prefix)
{
    /// <summary>As HTTP's bearer tokens are sent.</summary>
    public static ContractKey Bearer { get; } = new("Authorization", "Bearer ");

    /// <summary>How the requests of an operation carry it; null if the operation needs none.</summary>
    internal static ContractKey? Of(OpenApiDocument document, OpenApiOperation operation)
    {
        var requirements = operation.Security ?? document.Security;
        return requirements?.FirstOrDefault()?.Keys.FirstOrDefault() is not { } name ? null
            : document.SecurityDefinitions.TryGetValue(name, out var scheme)
            && scheme.Type == OpenApiSecuritySchemeType.ApiKey
                ? new ContractKey(
                    scheme.Name,
                    ContractExtension.Of(scheme.ExtensionData, "x-key-prefix") ?? ""
                )
            : Bearer;
    }
}
