using System.Diagnostics;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Diagnostics;

public sealed partial class DiagnosticsTests : IDisposable
{
    private readonly KeptLogs _logs = new();
    private readonly KeptTelemetry _telemetry = new();
    private readonly ILoggerFactory _loggers;

    public DiagnosticsTests() =>
        _loggers = LoggerFactory.Create(logging =>
            logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs)
        );

    [Fact]
    public async Task A_run_has_spans_metrics_and_log_messages()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = new SkippingTimeProvider() }
        );
        var hailuo = mock.CreateHailuoClient(configure: options =>
            options.LoggerFactory = _loggers
        );

        var video = await hailuo.GenerateAsync(HailuoVideoRequest.FromText("x"));
        var bytes = await video.SaveAsync(new MemoryStream());

        var spans = _telemetry.Spans(mock.Url);
        spans
            .Select(span => span.OperationName)
            .Distinct()
            .Should()
            .BeEquivalentTo([
                "cloudsway.submit",
                "cloudsway.poll",
                "cloudsway.wait",
                "cloudsway.download",
            ]);
        Tags(spans[0])
            .Should()
            .Contain([
                new("server.address", mock.Url.Host),
                new("http.request.method", "POST"),
                new("http.response.status_code", 200),
                new("url.template", "{endpointPath}/hailuo/video/generate"),
                new("cloudsway.family", "Hailuo"),
                new("cloudsway.job.id", video.JobId),
                new("cloudsway.outcome", "succeeded"),
            ]);
        spans
            .Should()
            .OnlyContain(span => Equals(span.GetTagItem("cloudsway.job.id"), video.JobId));
        var wait = spans.Single(span => span.OperationName == "cloudsway.wait");
        spans
            .Where(span => span.OperationName == "cloudsway.poll")
            .SkipLast(1)
            .Should()
            .OnlyContain(
                span => span.ParentSpanId == wait.SpanId,
                "all but the question for the file belong to the wait"
            );

        var measurements = _telemetry.Measurements(mock.Url);
        measurements
            .Where(measured => measured.Unit == "s")
            .Select(measured => measured.Name)
            .Distinct()
            .Should()
            .BeEquivalentTo(spans.Select(span => $"{span.OperationName}.duration").Distinct());
        measurements
            .Single(measured => measured.Name == "cloudsway.wait.duration")
            .Value.Should()
            .BeGreaterThan(0.5, "the job took so many seconds on its clock");
        Bytes(measurements, "receive").Should().Be(bytes);
        Bytes(measurements, "transmit").Should().BeGreaterThan(10);
        _logs
            .Events.Should()
            .ContainInOrder(
                "1 Submitted, Information",
                "6 JobStatus, Debug",
                "7 JobEnded, Information",
                "9 Downloaded, Information"
            )
            .And.Contain("5 Answered, Debug");
    }

    [Fact]
    public async Task A_repeated_question_reports_how_often_and_why()
    {
        using var service = new StubService();
        var client = new HailuoClient(Logged(service.AnsweringInTurn((503, "{}"), (200, "{}"))));

        await client.GetTaskAsync("1");

        Tags(_telemetry.Spans(new Uri(service.Url)).Single())
            .Should()
            .Contain([new("http.request.resend_count", 1), new("cloudsway.outcome", "succeeded")]);
        _telemetry
            .Measurements(new Uri(service.Url))
            .Single(measured => measured.Name == "cloudsway.retries")
            .Tags["cloudsway.reason"]
            .Should()
            .Be("ServiceFault");
        _logs.Events.Should().Equal("4 Repeating, Warning", "5 Answered, Debug");
    }

    [Theory]
    [InlineData(401, "{}", "failed", "Authentication", "401", "3 CallFailed, Warning")]
    [InlineData(
        200,
        """{"base_resp":{"status_code":1008}}""",
        "failed",
        "Balance",
        "CloudswayVideo.CloudswayApiException",
        "3 CallFailed, Warning"
    )]
    [InlineData(
        500,
        "{}",
        "unknown",
        null,
        "CloudswayVideo.SubmissionOutcomeUnknownException",
        "2 SubmissionOutcomeUnknown, Error"
    )]
    [InlineData(
        200,
        "{}",
        "unknown",
        null,
        "CloudswayVideo.SubmissionOutcomeUnknownException",
        "2 SubmissionOutcomeUnknown, Error"
    )]
    public async Task A_failed_submission_reports_its_outcome_and_reason(
        int statusCode,
        string body,
        string outcome,
        string? reason,
        string error,
        string message
    )
    {
        using var service = new StubService();
        var client = new HailuoClient(Logged(service.Answering(body, statusCode)));

        var submit = () => client.SubmitAsync(HailuoVideoRequest.FromText("x"));

        await submit.Should().ThrowAsync<CloudswayException>();
        var expected = new Dictionary<string, object?>
        {
            ["cloudsway.outcome"] = outcome,
            ["error.type"] = error,
        };
        if (reason is not null)
        {
            expected["cloudsway.reason"] = reason;
        }

        var span = _telemetry.Spans(new Uri(service.Url)).Single();
        Tags(span).Should().Contain(expected);
        span.Status.Should().Be(ActivityStatusCode.Error);
        _telemetry
            .Measurements(new Uri(service.Url))
            .Single(measured => measured.Name == "cloudsway.submit.duration")
            .Tags.Should()
            .Contain(expected);
        _logs.Events.Should().Equal(message);
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _loggers.Dispose();
        _logs.Dispose();
    }

    private static Dictionary<string, object?> Tags(Activity span) =>
        span.TagObjects.ToDictionary();

    private static double Bytes(IEnumerable<Measured> measurements, string direction) =>
        measurements
            .Where(measured =>
                measured.Name == "cloudsway.io"
                && Equals(measured.Tags["network.io.direction"], direction)
            )
            .Sum(measured => measured.Value);

    private CloudswayOptions Logged(CloudswayOptions options)
    {
        options.LoggerFactory = _loggers;
        return options;
    }
}
