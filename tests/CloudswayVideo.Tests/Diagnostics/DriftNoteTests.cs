using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Diagnostics;

/// <summary>
/// Replies with parts that the contract does not know. No other test uses these fields, because each is logged once.
/// </summary>
public sealed class DriftNoteTests : IDisposable
{
    private readonly StubService _service = new();
    private readonly KeptLogs _logs = new();
    private readonly KeptTelemetry _telemetry = new();
    private readonly ILoggerFactory _loggers;

    public DriftNoteTests() =>
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));

    public void Dispose()
    {
        _service.Dispose();
        _logs.Dispose();
        _telemetry.Dispose();
        _loggers.Dispose();
    }

    [Fact]
    public async Task A_new_field_is_logged_once_and_counted_each_time_without_its_value()
    {
        var client = Answering(
            """{"status":"Processing","tierOfQueue":"g-secret","base_resp":{"status_code":0,"traceOfCall":"secret"}}"""
        );

        await client.GetTaskAsync("1");
        await client.GetTaskAsync("1");

        Lines().Should().BeEquivalentTo(Line("field", "tierOfQueue"), Line("field", "traceOfCall"));
        CloudswayDiagnostics
            .Drifts.Should()
            .Contain("{endpointPath}/hailuo/video/task/{taskId}: field tierOfQueue");
        _telemetry
            .Measurements(new Uri(_service.Url))
            .Count(one => one.Name == "cloudsway.drift" && one.Tags.Values.Contains("tierOfQueue"))
            .Should()
            .Be(2);
        _logs.Text.Should().NotContain("secret");
    }

    [Theory]
    [InlineData(200, """{"status":"Teleporting"}""", "status word", "status")]
    [InlineData(503, """{"code":"VB-900001"}""", "error code", "code")]
    [InlineData(404, """{"code":404,"hintOfError":"x"}""", "field", "hintOfError")]
    [InlineData(200, """{"status":"Success","24478560557072310":1}""", "field", "(masked)")]
    public async Task Unknown_status_words_error_codes_and_fields_of_errors_are_reported(
        int statusCode,
        string body,
        string kind,
        string name
    )
    {
        var client = Answering(body, statusCode);
        try
        {
            await client.GetTaskAsync("1");
        }
        catch (CloudswayException)
        {
            // The failure itself is not the subject of this test.
        }

        CloudswayDiagnostics
            .Drifts.Should()
            .Contain($"{{endpointPath}}/hailuo/video/task/{{taskId}}: {kind} {name}");
    }

    [Fact]
    public async Task Replies_of_the_contract_and_refusals_of_submissions_report_nothing()
    {
        await Answering("""{"status":"Processing","file_id":"","video_width":0}""")
            .GetTaskAsync("1");
        var refused = () =>
            Answering("""{"code":"INVALID_ARGUMENT","message":"no"}""", 400)
                .SubmitAsync(HailuoVideoRequest.FromText("x"));
        await refused.Should().ThrowAsync<CloudswayApiException>();

        Lines().Should().BeEmpty();
    }

    private HailuoClient Answering(string body, int statusCode = 200)
    {
        var options = _service.Answering(body, statusCode);
        options.LoggerFactory = _loggers;
        return new HailuoClient(options);
    }

    private IEnumerable<string> Lines() =>
        _logs
            .Text.Split('\n')
            .Where(line => line.Contains("does not know", StringComparison.Ordinal))
            .Select(line => line.Trim());

    private static string Line(string kind, string name) =>
        $"A reply of {{endpointPath}}/hailuo/video/task/{{taskId}} has a {kind} that the contract does not "
        + $"know: {name}. This is no failure; \"cloudsway-video mock --forward\" records the whole reply.";
}
