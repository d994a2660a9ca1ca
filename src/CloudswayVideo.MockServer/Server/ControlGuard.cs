using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Lets only those drive the mock, and WireMock in it, who may: they see prompts, and WireMock can be made to send
/// requests elsewhere. On loopback that is every program and the mock's own page, but no other page in a browser; from
/// elsewhere, only callers that send the access key.
/// </summary>
internal sealed class ControlGuard(CloudswayMockOptions options, AccessKeyCheck accessKey)
{
    /// <summary>Answers a request that may not.</summary>
    /// <returns>Null where it may.</returns>
    public Task? Refuse(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isOwnPage = origin == $"{context.Request.Scheme}://{context.Request.Host}";
        return
            (options.Url.IsLoopback && (origin.Length == 0 || isOwnPage))
            || accessKey.IsProvenBy(context.Request)
            ? null
            : MockReply
                .Error(
                    StatusCodes.Status401Unauthorized,
                    "Who drives the mock needs its access key as a bearer token, and the mock one to "
                        + "be set (--access-key), unless the "
                        + "mock listens on loopback and is not asked by the page of another site."
                )
                .WriteAsync(context);
    }
}
