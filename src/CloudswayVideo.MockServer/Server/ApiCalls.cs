using System.Diagnostics;
using System.Globalization;
using System.Text;
using CloudswayVideo.Contract;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Reads the body of a request before WireMock, which would keep whole images and read a body several times.
/// </summary>
internal sealed class ApiCalls(
    ServedContract contract,
    ScenarioChoice scenarios,
    MockJournal journal,
    Action<string>? log
)
{
    // Longer than any text that a mapping of the user compares.
    private const int MaximumText = 20_000;

    public async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        var start = Stopwatch.GetTimestamp();
        var (match, scenario) = Match(context.Request);
        var call = new ReceivedCall(
            context,
            await ReadBodyAsync(context.Request, match is not null).ConfigureAwait(false),
            match
        )
        {
            Scenario = scenario,
        };
        ReceivedCall.Current = call;
        try
        {
            await wireMock(context).ConfigureAwait(false);
            if (call.FaultyReply is { } reply)
            {
                await reply.SendAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            journal.Trim();
            Log(context, start, call.AnsweredBy, call.JobId);
        }
    }

    // The path of an operation without an endpoint path may begin with a scenario. Other paths are not changed, because
    // a mapping of the user may match them.
    private (ContractMatch? Match, string? Scenario) Match(HttpRequest request)
    {
        var whole = request.Path.Value!;
        if (contract.Current.Match(request.Method, whole) is { } match)
        {
            return (match, null);
        }

        var (scenario, path) = scenarios.Split(whole);
        if (
            scenario is null
            || contract.Current.Match(request.Method, path)
                is not { Operation.ScenarioParameter: null } behind
        )
        {
            return (null, null);
        }

        request.Path = path;
        return (behind, scenario);
    }

    /// <summary>Logs a request in one line, without keys and prompts.</summary>
    public void Log(HttpContext context, long start, string? operation, string? job)
    {
        if (log is null)
        {
            return;
        }

        var status = context.Response.StatusCode is 0 ? "---" : $"{context.Response.StatusCode}";
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        // With its escapes, because a terminal would execute the control characters that they stand for.
        var path = context.Request.Path.ToUriComponent();
        log(
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"{context.Request.Method, -6} {status} {elapsed, 5:0} ms  {path}  {operation} {job}"
                )
                .TrimEnd()
        );
    }

    private async Task<RequestBody> ReadBodyAsync(HttpRequest request, bool isOperation)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return RequestBody.Missing;
        }

        // A request to a wrong path below a base path is read like one of the contract.
        var isOfContract =
            isOperation
            || contract.Current.BasePaths.Any(path =>
                path.Length > 0
                && request.Path.Value!.StartsWith(path + "/", StringComparison.Ordinal)
            );
        if (!isOfContract && !request.HasJsonContentType())
        {
            // Only a mapping of the user may read this body.
            var start = new byte[MaximumText];
            var length = await request
                .Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false)
                .ConfigureAwait(false);
            Replace(request, start[..length]);
            return RequestBody.Missing;
        }

        var body = await RequestBody.ReadAsync(request).ConfigureAwait(false);
        request.Headers.Remove("Content-Encoding");
        Replace(request, body.Json is { } json ? Encoding.UTF8.GetBytes(Shortened(json)) : []);
        return body;
    }

    private static void Replace(HttpRequest request, byte[] body)
    {
        request.Body = new MemoryStream(body);
        request.ContentLength = body.Length;
    }

    private static string Shortened(JToken json)
    {
        if (json.ToString(Formatting.None) is { Length: <= MaximumText } text)
        {
            return text;
        }

        var copy = json.DeepClone();
        foreach (
            var value in (copy is JContainer container ? container.Descendants() : [copy])
                .OfType<JValue>()
                .Where(value => value.Value is string { Length: > MaximumText })
        )
        {
            value.Value = ((string)value.Value!)[..MaximumText];
        }

        return copy.ToString(Formatting.None);
    }
}
