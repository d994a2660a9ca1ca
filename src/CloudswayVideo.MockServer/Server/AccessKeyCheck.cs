using CloudswayVideo.Contract;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Checks the access key of a request. If none is set, any key is accepted, but not a missing one.</summary>
internal sealed class AccessKeyCheck(string? accessKey)
{
    /// <summary>Whether the key is where the contract requires it; true if it requires none.</summary>
    public bool IsIn(HttpRequest request, ContractKey? place)
    {
        if (place is null)
        {
            return true;
        }

        var header = request.Headers[place.Header].ToString();
        // The name of a scheme may be written in any case.
        return header.StartsWith(place.Prefix, StringComparison.OrdinalIgnoreCase)
            && header[place.Prefix.Length..].Trim() is { Length: > 0 } key
            && (accessKey is null || key == accessKey);
    }

    /// <summary>Whether a key is set and the request has it.</summary>
    public bool IsSecretIn(HttpRequest request) =>
        accessKey is not null && IsIn(request, ContractKey.Bearer);
}
