using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using WireMock;
using WireMock.Types;
using WireMock.Util;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks requests to WireMock's admin interface, which answers a mistake with a stack trace, or not at all.
/// </summary>
internal static class AdminRequests
{
    private const string Prefix = "/__admin";
    private const string Mappings = $"{Prefix}/mappings";

    private const string JavaMappings = $"{Mappings}/wiremock.org";

    /// <summary>Answers a request whose body WireMock could not read.</summary>
    /// <returns>Whether it was answered.</returns>
    public static async Task<bool> RefuseAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HasJson(request))
        {
            return false;
        }

        request.EnableBuffering((int)RequestBody.MaximumLength);
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        var text = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        request.Body.Position = 0;
        // WireMock reads no other media type here, and curl sends another one unless it is told.
        request.ContentType = "application/json";
        var isMapping = IsBelow(request, Mappings) && !IsBelow(request, JavaMappings);
        if (MappingText.ProblemOf(text, isMapping) is not { } problem)
        {
            return false;
        }

        var hint = isMapping
            ? $" Mappings of WireMock for Java are added with POST {JavaMappings}."
            : "";
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/json";
        await context
            .Response.WriteAsync(
                Status($"The body cannot be used: {problem}.{hint}"),
                context.RequestAborted
            )
            .ConfigureAwait(false);
        return true;
    }

    /// <summary>The answer to a request that the admin interface does not have.</summary>
    public static ResponseMessage NotFound(string method, string path)
    {
        var message = new ResponseMessage
        {
            StatusCode = StatusCodes.Status404NotFound,
            BodyData = new BodyData
            {
                DetectedBodyType = BodyType.String,
                BodyAsString = Status(
                    $"WireMock's admin interface has no {method} {path}. Begin with GET {Mappings}, "
                        + $"{Prefix}/requests, {Prefix}/scenarios or {Prefix}/settings."
                ),
            },
        };
        message.AddHeader("Content-Type", "application/json");
        return message;
    }

    // The shape of WireMock's own messages.
    private static string Status(string message) => new JObject { ["Status"] = message }.ToString();

    private static bool IsBelow(HttpRequest request, string path) =>
        request.Path.StartsWithSegments(path, StringComparison.Ordinal);

    // Those with a body that is not JSON, such as files, and those without a body are not in this list.
    private static bool HasJson(HttpRequest request)
    {
        var path = request.Path.Value!.TrimEnd('/');
        return HttpMethods.IsPost(request.Method)
                && path
                    is Mappings
                        or JavaMappings
                        or $"{Prefix}/requests/find"
                        or $"{Prefix}/requests/count"
                        or $"{Prefix}/settings"
            || HttpMethods.IsPut(request.Method)
                && (
                    path == $"{Prefix}/settings"
                    || path.StartsWith($"{Mappings}/", StringComparison.Ordinal)
                );
    }
}
