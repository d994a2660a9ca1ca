using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Lets only those at WireMock's admin interface who may be there: it can be told to send requests elsewhere. On loopback
/// that is every program, but no page in a browser; from elsewhere, whoever has the access key.
/// </summary>
internal sealed class AdminGuard(CloudswayMockOptions options, AccessKeyCheck accessKey)
{
    public Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        if (!options.AdminInterface)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync(
                $"The admin interface is off; set {nameof(CloudswayMockOptions)}.{nameof(CloudswayMockOptions.AdminInterface)}."
            );
        }

        if (
            (options.Url.IsLoopback && context.Request.Headers.Origin.Count == 0)
            || accessKey.IsProvenBy(context.Request)
        )
        {
            return wireMock(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync(
            "The admin interface needs the mock's access key as a bearer token, and the mock one to be set, unless it is asked on loopback and not by a browser."
        );
    }
}
