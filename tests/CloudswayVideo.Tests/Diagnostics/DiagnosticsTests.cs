using System.Diagnostics;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Diagnostics;

public sealed class DiagnosticsTests : IDisposable
{
    private readonly KeptLogs _logs = new();
    private readonly KeptTelemetry _telemetry = new();
    private readonly ILoggerFactory _loggers;

    public DiagnosticsTests() =>
        _loggers = LoggerFactory.Create(logging =>
            logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs)
        );

    [Fact]
    public async Task A_run_is_told_as_spans_metrics_and_messages()
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
                "6 JobHeard, Debug",
                "7 JobEnded, Information",
                "9 Downloaded, Information"
            )
            .And.Contain("5 Answered, Debug");
    }

    [Fact]
    public async Task A_question_that_is_repeated_tells_how_often_and_why()
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
    public async Task A_submission_that_fails_tells_its_outcome_and_reason(
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

    [Theory]
    [InlineData("""{"status":"Fail"}""", "failed", "7 JobEnded, Information")]
    [InlineData("""{"status":"Processing"}""", "timed_out", "8 WaitFailed, Warning")]
    public async Task A_wait_without_a_video_tells_its_outcome(
        string body,
        string outcome,
        string message
    )
    {
        using var service = new StubService();
        var client = new HailuoClient(Logged(service.Answering(body)));

        var wait = () => client.GetJob("1").WaitAsync();

        await wait.Should().ThrowAsync<VideoJobException>();
        Tags(
                _telemetry
                    .Spans(new Uri(service.Url))
                    .Single(span => span.OperationName == "cloudsway.wait")
            )
            .Should()
            .Contain("cloudsway.outcome", outcome);
        _logs.Events.Should().Contain(message);
    }

    [Fact]
    public async Task Whoever_leaves_a_watched_job_has_cancelled_the_wait_and_keeps_the_own_span_between_updates()
    {
        using var service = new StubService();
        var client = new HailuoClient(Logged(service.Answering("""{"status":"Processing"}""")));
        using var own = new Activity("own").Start();

        await foreach (var _ in client.GetJob("1").WatchAsync())
        {
            Activity.Current.Should().BeSameAs(own);
            break;
        }

        Activity.Current.Should().BeSameAs(own);
        Tags(_telemetry.Spans(new Uri(service.Url))[^1])
            .Should()
            .Contain("cloudsway.outcome", "cancelled");
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_is_told_before_it_goes_on()
    {
        await using var server = new VideoServer(VideoServer.BreaksOffAt(400));
        var video = await new HaiperClient(Logged(server.Options)).GetJob("1").WaitAsync();

        await video.SaveAsync(new MemoryStream());

        _logs
            .Events.TakeLast(2)
            .Should()
            .Equal("11 DownloadBroken, Warning", "9 Downloaded, Information");
    }

    [Fact]
    public async Task A_listener_that_throws_loses_no_job()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = new SkippingTimeProvider() }
        );
        var heard = 0;
        _telemetry.Heard = tag =>
        {
            if (tag.Key == "server.port" && Equals(tag.Value, mock.Url.Port))
            {
                heard++;
                throw new InvalidOperationException("No room for it.");
            }
        };
        _logs.Heard = () => throw new InvalidOperationException("No disk for it.");
        var hailuo = mock.CreateHailuoClient(configure: options =>
            options.LoggerFactory = _loggers
        );

        var bytes = await (await hailuo.GenerateAsync(HailuoVideoRequest.FromText("x"))).SaveAsync(
            new MemoryStream()
        );

        bytes.Should().BePositive();
        heard.Should().BePositive();
        _logs.Events.Should().NotBeEmpty();
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
