using System.Text;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Page;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Who answers what. WireMock matches a request against every mapping there is, its admin interface's forty included, so it
/// is asked only where it can have an answer: for its admin interface, and once somebody has added a mapping there.
/// </summary>
internal sealed class MockRoutes(
    MockPipeline pipeline,
    MediaFiles media,
    MockPage page,
    ScenarioChoice scenarios,
    HostCheck hosts,
    AdminGuard admin,
    Func<bool> hasMappings
)
{
    private const string Unmatched = "No matching mapping found";

    /// <summary>Puts the routes in front of WireMock.</summary>
    public void Use(IApplicationBuilder application)
    {
        application.Use(GuardAsync);
        page.Use(application);
        application.Use(ServeAsync);
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (hosts.Refuse(context) is { } refusal)
        {
            await refusal.ConfigureAwait(false);
            return;
        }

        // WireMock has lifted Kestrel's limit, and reads a body into memory several times.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
            RequestBody.MaximumLength;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await MockReply
                .Error(
                    exception.StatusCode,
                    exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                        ? $"Wrong request: {RequestBody.TooLarge.Problem}."
                        : exception.Message
                )
                .WriteAsync(context)
                .ConfigureAwait(false);
        }
    }

    private Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        var path = context.Request.Path;
        if (path.Value!.StartsWith(MediaUrl.Prefix, StringComparison.Ordinal))
        {
            return media.ServeAsync(context);
        }

        if (path == "/health")
        {
            return context.Response.WriteAsJsonAsync(new { status = "ok" });
        }

        if (path == "/scenarios")
        {
            return context.Response.WriteAsJsonAsync(
                scenarios.All.Select(scenario => new { scenario.Name, scenario.Description })
            );
        }

        if (path.StartsWithSegments("/__admin", StringComparison.Ordinal))
        {
            return admin.ServeAsync(context, wireMock);
        }

        return hasMappings() ? ServeMappedAsync(context, wireMock) : pipeline.ServeAsync(context);
    }

    // WireMock passes nothing on, so its answer is held back until it is known to be one.
    private async Task ServeMappedAsync(HttpContext context, RequestDelegate wireMock)
    {
        context.Request.EnableBuffering();
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await wireMock(context).ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(body);
        }

        if (
            context.Response.StatusCode == StatusCodes.Status404NotFound
            && Encoding
                .UTF8.GetString(answer.ToArray())
                .Contains(Unmatched, StringComparison.Ordinal)
        )
        {
            context.Response.Clear();
            context.Request.Body.Position = 0;
            await pipeline.ServeAsync(context).ConfigureAwait(false);
            return;
        }

        await body
            .Stream.WriteAsync(answer.ToArray(), context.RequestAborted)
            .ConfigureAwait(false);
    }
}
