using System.Diagnostics;
using System.Globalization;
using System.Text;
using CloudswayVideo.Contract;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Takes a request in before WireMock does, which would keep images whole and read a body several times.
/// </summary>
internal sealed class ApiCalls(
    ServedContract contract,
    ScenarioChoice scenarios,
    MockJournal journal,
    Action<string>? log
)
{
    // More than any text that a mapping could be waiting for.
    private const int MaximumText = 20_000;

    public async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        var start = Stopwatch.GetTimestamp();
        var (match, scenario) = Match(context.Request);
        var call = new ReceivedCall(
            context,
            await TakeInAsync(context.Request, match is not null).ConfigureAwait(false),
            match
        )
        {
            Scenario = scenario,
        };
        ReceivedCall.Current = call;
        try
        {
            await wireMock(context).ConfigureAwait(false);
            if (call.FaultyBody is { } body)
            {
                await body.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            journal.Trim();
            Log(context, start, call.AnsweredBy, call.TaskId);
        }
    }

    // Of an operation without an endpoint path, the path may begin with a scenario. No other path is touched: a
    // mapping of
    // the user may be waiting for it.
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

    /// <summary>Tells of a request in one line, with nothing in it that must not be kept.</summary>
    public void Log(HttpContext context, long start, string? operation, string? task)
    {
        if (log is null)
        {
            return;
        }

        var status = context.Response.StatusCode is 0 ? "---" : $"{context.Response.StatusCode}";
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        // As it was sent, escapes included: a terminal would obey what they stand for.
        var path = context.Request.Path.ToUriComponent();
        log(
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"{context.Request.Method, -6} {status} {elapsed, 5:0} ms  {path}  {operation} {task}"
                )
                .TrimEnd()
        );
    }

    private async Task<RequestBody> TakeInAsync(HttpRequest request, bool isOperation)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return RequestBody.Missing;
        }

        // A path that was meant to be one of the contract's may carry as much; a server without a base path has any
        // path.
        var isOfContract =
            isOperation
            || contract.Current.BasePaths.Any(path =>
                path.Length > 0
                && request.Path.Value!.StartsWith(path + "/", StringComparison.Ordinal)
            );
        if (!isOfContract && !request.HasJsonContentType())
        {
            // Nothing that the mock reads; a mapping of the user may.
            var start = new byte[MaximumText];
            var length = await request
                .Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false)
                .ConfigureAwait(false);
            Replace(request, start[..length]);
            return RequestBody.Missing;
        }

        var body = await RequestBody.ReadAsync(request).ConfigureAwait(false);
        request.Headers.Remove("Content-Encoding");
        Replace(request, body.Json is { } json ? Encoding.UTF8.GetBytes(Kept(json)) : []);
        return body;
    }

    private static void Replace(HttpRequest request, byte[] body)
    {
        request.Body = new MemoryStream(body);
        request.ContentLength = body.Length;
    }

    private static string Kept(JToken json)
    {
        if (json.ToString(Formatting.None) is { Length: <= MaximumText } text)
        {
            return text;
        }

        var kept = json.DeepClone();
        foreach (
            var value in (kept is JContainer container ? container.Descendants() : [kept])
                .OfType<JValue>()
                .Where(value => value.Value is string { Length: > MaximumText })
        )
        {
            value.Value = ((string)value.Value!)[..MaximumText];
        }

        return kept.ToString(Formatting.None);
    }
}
