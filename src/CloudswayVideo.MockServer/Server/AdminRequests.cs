using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using WireMock;
using WireMock.Admin.Mappings;
using WireMock.Admin.Scenarios;
using WireMock.Admin.Settings;
using WireMock.Types;
using WireMock.Util;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks requests to WireMock's admin interface, which answers a mistake with a stack trace, or not at all.
/// </summary>
internal static class AdminRequests
{
    private const string Prefix = "/__admin";
    public const string Mappings = $"{Prefix}/mappings";

    public const string Settings = $"{Prefix}/settings";
    private const string Scenarios = $"{Prefix}/scenarios";
    private const string NoFolder =
        "this mock has no folder to save in; start it with --mappings FOLDER, or set "
        + $"{nameof(CloudswayMockOptions)}.{nameof(CloudswayMockOptions.MappingsFolder)}";

    private const string JavaMappings = $"{Mappings}/wiremock.org";
    private const string OtherContract =
        "start it with --contract FILE to serve an OpenAPI document";

    // They need packages that are not part of WireMock.Net.Minimal.
    private static readonly Dictionary<string, string> Instead = new()
    {
        [$"{Mappings}/swagger"] = "GET /openapi.json is its contract",
        [$"{Prefix}/openapi/convert"] = OtherContract,
        [$"{Prefix}/openapi/save"] = OtherContract,
    };

    /// <summary>Lets WireMock answer a request, unless it could not, or would write outside any folder.</summary>
    /// <param name="context">The request.</param>
    /// <param name="wireMock">The admin interface.</param>
    /// <param name="hasFolder">Whether there is a folder of mappings to write to.</param>
    public static async Task ServeAsync(
        HttpContext context,
        Func<HttpContext, Task> wireMock,
        bool hasFolder
    )
    {
        if (await RefusalAsync(context, hasFolder).ConfigureAwait(false) is var (status, refusal))
        {
            await RefuseAsync(context, status, refusal).ConfigureAwait(false);
            return;
        }

        if (!HasJson(context.Request))
        {
            await wireMock(context).ConfigureAwait(false);
            return;
        }

        var original = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await wireMock(context).ConfigureAwait(false);
        context.Response.Body = original;
        var bytes = answer.ToArray();
        if (context.Response.StatusCode == StatusCodes.Status500InternalServerError)
        {
            var trace = $"{JObject.Parse(Encoding.UTF8.GetString(bytes))["Status"]}";
            var message = trace.Split('\n')[0].Split("Exception: ", 2)[^1].TrimEnd('.', '\r');
            await RefuseAsync(
                    context,
                    StatusCodes.Status400BadRequest,
                    $"The body cannot be used: {message}."
                )
                .ConfigureAwait(false);
            return;
        }

        await original.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<(int Status, string Message)?> RefusalAsync(
        HttpContext context,
        bool hasFolder
    )
    {
        var request = context.Request;
        if (Instead.TryGetValue(request.Path.Value!, out var instead))
        {
            return (
                StatusCodes.Status501NotImplemented,
                $"This mock has no OpenAPI tools of WireMock: {instead}."
            );
        }

        if (!hasFolder && Writes(request))
        {
            return (StatusCodes.Status409Conflict, $"{NoFolder}.");
        }

        if (!HasJson(request))
        {
            return null;
        }

        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        // Without a byte order mark, which WireMock does not understand.
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        // WireMock reads no other media type here, and curl sends another one unless it is told.
        request.ContentType = "application/json";
        var isMapping = IsBelow(request, Mappings) && !IsBelow(request, JavaMappings);
        var problem =
            IsBelow(request, Settings) ? MappingText.ProblemOf<SettingsModel>(text)
            : IsBelow(request, JavaMappings) ? MappingText.ProblemOfJava(text)
            : IsBelow(request, Scenarios) ? MappingText.ProblemOf<ScenarioStateUpdateModel>(text)
            : !isMapping ? MappingText.ProblemOf<RequestModel>(text)
            : MappingText.ProblemOf(text)
                ?? (!hasFolder && MappingText.IsSaved(text) ? NoFolder : null);
        if (problem is null)
        {
            if (IsBelow(request, Settings))
            {
                request.Body = AdminSettings.Complete(text);
            }

            return null;
        }

        var hint = isMapping
            ? $" Mappings of WireMock for Java are added with POST {JavaMappings}."
            : "";
        return (StatusCodes.Status400BadRequest, $"The body cannot be used: {problem}.{hint}");
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
                        + $"{Prefix}/requests, {Scenarios} or {Settings}."
                ),
            },
        };
        message.AddHeader("Content-Type", "application/json");
        return message;
    }

    private static Task RefuseAsync(HttpContext context, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Status(message), context.RequestAborted);
    }

    // The shape of WireMock's own messages.
    private static string Status(string message) => new JObject { ["Status"] = message }.ToString();

    private static bool IsBelow(HttpRequest request, string path) =>
        request.Path.StartsWithSegments(path, StringComparison.Ordinal);

    private static bool Writes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && (IsBelow(request, $"{Prefix}/files") || IsBelow(request, $"{Mappings}/save"));

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
                        or Settings
            || HttpMethods.IsPut(request.Method)
                && (
                    path == Settings
                    || IsBelow(request, Mappings) && Guid.TryParse(path.Split('/')[^1], out _)
                    || path.StartsWith($"{Scenarios}/", StringComparison.Ordinal)
                );
    }
}
