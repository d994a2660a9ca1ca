using System.Net;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>
/// A job from submission to file, asked for as any HTTP client would, every JSON reply checked against the contract.
/// </summary>
internal sealed class RawWalk : IDisposable
{
    private readonly CloudswayMock _mock;
    private readonly string _scenario;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }
    )
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    public RawWalk(CloudswayMock mock, string scenario)
    {
        (_mock, _scenario) = (mock, scenario);
    }

    /// <summary>How many replies were checked.</summary>
    public int Replies { get; private set; }

    public List<string> Problems { get; } = [];

    public async Task WalkAsync(ContractOperation submission)
    {
        var family = ContractCases
            .Document.Operations.Where(operation => operation.Family == submission.Family)
            .ToList();
        JToken? id = null;
        for (var attempt = 0; attempt < 3 && id is null; attempt++)
        {
            id = ValueIn(
                submission,
                "id",
                await CallAsync(submission, [], submission.RequestExamples.Values.First())
            );
        }

        if (id is null)
        {
            return;
        }

        var questions = family.Where(operation => operation.TaskStep == JobStep.Status).ToList();
        var status =
            questions.Find(question =>
                question.Template.StartsWith(submission.Template + "/", StringComparison.Ordinal)
            ) ?? questions[0];
        JToken? last = null;
        for (var stage = 0; stage < 5; stage++)
        {
            last = await CallAsync(status, new() { [status.TaskParameters["id"]] = $"{id}" });
            _mock.AdvanceTime(TimeSpan.FromMinutes(stage == 3 ? 30 : 0.6));
        }

        if (family.SingleOrDefault(operation => operation.TaskStep == JobStep.File) is { } file)
        {
            var values = new Dictionary<string, string> { [file.TaskParameters["id"]] = $"{id}" };
            if (file.TaskParameters.GetValueOrDefault("file") is { } name)
            {
                values[name] = ValueIn(status, "file", last)?.ToString() is { Length: > 0 } fileId
                    ? fileId
                    : "1";
            }

            await CallAsync(file, values);
        }
    }

    // Where an example of the operation has it.
    private static JToken? ValueIn(ContractOperation operation, string name, JToken? reply)
    {
        var documented = operation.Reply(operation.SuccessCode)!;
        return documented
            .Examples.Keys.SelectMany(documented.PlacesOf)
            .Where(place => place.Value == name)
            .Select(place => reply?.SelectToken(string.Join('.', place.Path)))
            .FirstOrDefault(value => value is not null);
    }

    public void Dispose() => _http.Dispose();

    // Null for a call that was cut off, or that somebody else than the service answered.
    private async Task<JToken?> CallAsync(
        ContractOperation operation,
        Dictionary<string, string> values,
        JToken? body = null
    )
    {
        var path = values
            .Aggregate(
                (
                    operation.ScenarioParameter is null
                        ? "/{endpointPath}" + _mock.BaseUrl.AbsolutePath
                        : _mock.BaseUrl.AbsolutePath
                ) + operation.Template,
                (path, value) =>
                    path.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal)
            )
            .Replace(
                $"{{{operation.ScenarioParameter ?? "endpointPath"}}}",
                _scenario,
                StringComparison.Ordinal
            );
        var query = string.Join('&', values.Select(value => $"{value.Key}={value.Value}"));
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            $"{_mock.Url.GetLeftPart(UriPartial.Authority)}{path}?{query}"
        );
        if (operation.Key is { } key)
        {
            request.Headers.TryAddWithoutValidation(key.Header, key.Prefix + "any");
        }

        request.Content = body is null
            ? null
            : new StringContent(body.ToString(), null, "application/json");
        try
        {
            using var response = await _http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead
            );
            if (response.Content.Headers.ContentType?.MediaType != "application/json")
            {
                return null;
            }

            Replies++;
            var statusCode = (int)response.StatusCode;
            var reply = await ReadAsync(response.Content);
            Problems.AddRange(
                operation.ReplySchema(statusCode) is { } schema
                    ? ContractValidation.Check(reply, schema)
                    : Undocumented(operation, statusCode)
            );
            return statusCode is < 300 or 503 ? reply : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }

    // A family of another contract may document no such failure; a scenario shows it all the same.
    private static IEnumerable<string> Undocumented(ContractOperation operation, int statusCode) =>
        statusCode is >= 400 and not (500 or 424) && operation.Reply(statusCode) is null
        || statusCode == 424 && !KnowsFailures(operation)
            ? []
            : [$"{operation.Id} answered {statusCode}"];

    // A queue that only tells that a job is over has nothing to show one that failed with.
    private static bool KnowsFailures(ContractOperation operation) =>
        operation.Reply(operation.SuccessCode)?.Status() is not { Phases: var phases }
        || phases.TryGetValue("Failed", out var values) && values.Any();

    // As far as the JSON goes: some scenarios never end what follows it.
    private static async Task<JToken> ReadAsync(HttpContent content)
    {
        using var reader = new Newtonsoft.Json.JsonTextReader(
            new StreamReader(await content.ReadAsStreamAsync(), bufferSize: 1)
        );
        return await JToken.ReadFromAsync(reader);
    }
}
