using System.Diagnostics;
using CloudswayVideo.MockServer.Control;
using CloudswayVideo.MockServer.Forwarding;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Chooses who answers a request. What WireMock does not answer cannot be replaced by a mapping.</summary>
internal sealed class MockRoutes(
    ApiCalls calls,
    MediaFiles media,
    ControlApi control,
    ScenarioChoice scenarios,
    ControlGuard guard,
    OperationMappings mappings,
    AdminMappings? admin,
    bool hasMappingsFolder,
    ForwardedCalls? forwarded
)
{
    public Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        var path = context.Request.Path;
        if (path.Value!.StartsWith(MediaUrl.Prefix, StringComparison.Ordinal))
        {
            return ServeMediaAsync(context);
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

        if (path.StartsWithSegments(ControlApi.Prefix, StringComparison.Ordinal))
        {
            return guard.Refuse(context) ?? control.ServeAsync(context);
        }

        return path.StartsWithSegments("/__admin", StringComparison.Ordinal)
                ? ServeAdminAsync(context, wireMock)
            : forwarded is not null ? forwarded.ServeAsync(context, wireMock)
            : calls.ServeAsync(context, wireMock);
    }

    private async Task ServeMediaAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        var job = await media.ServeAsync(context).ConfigureAwait(false);
        calls.Log(context, start, FaultPlan.Media, job);
    }

    private async Task ServeAdminAsync(HttpContext context, RequestDelegate wireMock)
    {
        if (admin is null)
        {
            await MockReply
                .Error(
                    StatusCodes.Status404NotFound,
                    "The admin interface is off; set "
                        + $"{nameof(CloudswayMockOptions)}.{nameof(CloudswayMockOptions.AdminInterface)}."
                )
                .WriteAsync(context)
                .ConfigureAwait(false);
            return;
        }

        if (guard.Refuse(context) is { } refusal)
        {
            await refusal.ConfigureAwait(false);
            return;
        }

        var start = Stopwatch.GetTimestamp();
        await AdminRequests
            .ServeAsync(context, request => admin.ServeAsync(request, wireMock), hasMappingsFolder)
            .ConfigureAwait(false);
        mappings.Restore();
        calls.Log(context, start, null, null);
    }
}
