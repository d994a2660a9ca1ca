using CloudswayVideo.Contract;
using CloudswayVideo.Tests.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class LiveTests
{
    [Theory]
    [MemberData(nameof(DocumentedReplies))]
    public async Task Each_documented_reply_is_served_live_in_its_form(
        string operationId,
        string example
    )
    {
        var operation = ContractCases.Operation(operationId);
        var documented = (JObject)
            Documented()
                .Single(entry =>
                    (string?)entry["operationId"] == operationId
                    && (string?)entry["example"] == example
                )["response"]!;
        var submission = ContractCases.Document.Operations.First(other =>
            other.Family == operation.Family && other.TaskStep == JobStep.Submit
        );
        var job =
            operation.TaskStep == JobStep.Submit
                ? null
                : await SubmitAsync(submission, submission.RequestExamples.Values.First());
        if (example != "preparing")
        {
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        var live = operation.TaskStep switch
        {
            JobStep.Submit => await SubmitAsync(operation, operation.RequestExamples[example]),
            JobStep.Status => await GetAsync(
                operation.Template.Replace(
                    "{taskId}",
                    (string)job!["taskId"]!,
                    StringComparison.Ordinal
                )
            ),
            _ => await FileAsync(operation, (string)job!["taskId"]!),
        };

        live.Properties().Select(Form).Should().Equal(documented.Properties().Select(Form));
    }

    private async Task<JObject> FileAsync(ContractOperation operation, string id)
    {
        var status = await GetAsync($"/{{endpointPath}}/hailuo/video/task/{id}");
        return await GetAsync($"{operation.Template}?taskId={id}&fileId={status["file_id"]}");
    }

    // Values differ from job to job; name, kind, length of an id and unit of a moment do not.
    private static string Form(JProperty field) =>
        field.Value switch
        {
            JObject fields =>
                $"{field.Name}: {{{string.Join(", ", fields.Properties().Select(Form))}}}",
            { Type: JTokenType.String or JTokenType.Integer } value
                when $"{value}".StartsWith("http", StringComparison.Ordinal) =>
                $"{field.Name}: URL",
            { Type: JTokenType.String or JTokenType.Integer } value =>
                $"{field.Name}: {value.Type} of {$"{value}".Length}",
            var value => $"{field.Name}: {value.Type}",
        };

    private static JArray Documented()
    {
        using var stream = typeof(LiveTests).Assembly.GetManifestResourceStream(
            "documented-examples.json"
        )!;
        using var reader = new Newtonsoft.Json.JsonTextReader(new StreamReader(stream));
        return JArray.Load(reader);
    }

    private static string PathOf(string template) =>
        template.TrimStart('/').Replace("{endpointPath}", "any", StringComparison.Ordinal);
}
