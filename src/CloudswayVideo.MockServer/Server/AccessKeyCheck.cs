using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Whether a request carries the access key; where none is set, any will do, but one there must be.</summary>
internal sealed class AccessKeyCheck(string? accessKey)
{
    private const string Scheme = "Bearer ";

    public bool IsIn(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.Ordinal)
            && header.Length > Scheme.Length
            && (accessKey is null || header[Scheme.Length..] == accessKey);
    }

    /// <summary>Whether a request carries a key that not just anybody could have made up.</summary>
    public bool IsProvenBy(HttpRequest request) => accessKey is not null && IsIn(request);
}
