using System.Diagnostics;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Diagnostics;

public partial class DiagnosticsTests
{
    [Theory]
    [InlineData("""{"status":"Fail"}""", "failed", "7 JobEnded, Information")]
    [InlineData("""{"status":"Processing"}""", "timed_out", "8 WaitFailed, Warning")]
    public async Task A_wait_without_a_video_reports_its_outcome(
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
    public async Task Leaving_the_updates_cancels_the_wait_and_the_callers_span_is_current_between_them()
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
        // A second question may be running, and end later.
        Tags(
                _telemetry
                    .Spans(new Uri(service.Url))
                    .Single(span => span.OperationName == "cloudsway.wait")
            )
            .Should()
            .Contain("cloudsway.outcome", "cancelled");
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_is_logged_before_it_is_repeated()
    {
        await using var server = new VideoServer(VideoServer.BreaksOffAt(400));
        var video = await new HaiperClient(Logged(server.Options)).GetJob("1").WaitAsync();

        await video.SaveAsync(new MemoryStream());

        _logs
            .Events.TakeLast(2)
            .Should()
            .Equal("11 DownloadRepeating, Warning", "9 Downloaded, Information");
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
}
