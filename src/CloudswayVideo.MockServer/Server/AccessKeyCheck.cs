using CloudswayVideo.Contract;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Whether a request carries the access key; where none is set, any will do, but one there must be.</summary>
internal sealed class AccessKeyCheck(string? accessKey)
{
    /// <summary>Whether the key is where the contract wants it; true if it wants none.</summary>
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

    /// <summary>Whether a request carries a key that not just anybody could have made up.</summary>
    public bool IsProvenBy(HttpRequest request) =>
        accessKey is not null && IsIn(request, ContractKey.Bearer);
}
