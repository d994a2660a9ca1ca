using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Protects the control API and WireMock's admin interface, which show prompts and can make WireMock send requests. If
/// the mock listens on loopback, every program and the mock's own page have access, but no page of another site. All
/// other callers need the access key.
/// </summary>
internal sealed class ControlGuard(CloudswayMockOptions options, AccessKeyCheck accessKey)
{
    /// <summary>Refuses a request that has no access.</summary>
    /// <returns>Null if the request has access.</returns>
    public Task? Refuse(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isOwnPage = origin == $"{context.Request.Scheme}://{context.Request.Host}";
        return
            (options.Url.IsLoopback && (origin.Length == 0 || isOwnPage))
            || accessKey.IsSecretIn(context.Request)
            ? null
            : MockReply
                .Error(
                    StatusCodes.Status401Unauthorized,
                    "Controlling this mock needs its access key as a bearer token; set one with --access-key. "
                        + "On loopback only pages of other sites need it."
                )
                .WriteAsync(context);
    }
}
