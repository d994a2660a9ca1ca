using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Whether a request carries the access key; where none is set, any will do, but one there must be.</summary>
internal sealed class AccessKeyCheck(string? accessKey)
{
    public bool IsIn(HttpRequest request) =>
        // The name of a scheme may be written in any case.
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && !string.IsNullOrEmpty(header.Parameter)
        && (accessKey is null || header.Parameter == accessKey);

    /// <summary>Whether a request carries a key that not just anybody could have made up.</summary>
    public bool IsProvenBy(HttpRequest request) => accessKey is not null && IsIn(request);
}
