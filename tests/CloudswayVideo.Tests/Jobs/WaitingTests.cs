using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>Waits for jobs of minutes at the mock, which shares its clock with the client.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private static readonly HailuoVideoRequest Request = HailuoVideoRequest.FromText(
        "A fox in the snow"
    );

    private readonly SkippingTimeProvider _time = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() =>
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _time, JobDuration = TimeSpan.FromMinutes(2) }
        );

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    [Fact]
    public async Task A_Hailuo_job_is_submitted_watched_and_saved()
    {
        using var folder = new TemporaryFolder();
        var seen = new Recorder();

        var video = await Hailuo("success").GenerateAsync(Request, seen);
        var bytes = await video.SaveAsync(folder["fox.mp4"]);

        seen.Statuses.Should().Equal("Preparing", "Queueing", "Processing", "Success");
        (video.Width, video.Height, video.FileName).Should().Be((1280, 720, "output.mp4"));
        video.ExpiresAt.Should().BeCloseTo(_time.GetUtcNow().AddHours(9), TimeSpan.FromMinutes(1));
        new FileInfo(folder["fox.mp4"]).Length.Should().Be(bytes).And.BeGreaterThan(1000);
        folder.Files.Should().Equal("fox.mp4");
    }

    [Fact]
    public async Task A_Haiper_video_is_generated_then_upscaled_then_extended()
    {
        var haiper = _mock.CreateHaiperClient(configure: Patient);
        var seen = new Recorder();

        var generated = await haiper.GenerateAsync(
            new HaiperGenerateRequest
            {
                Prompt = "A sunset",
                Settings = new() { Duration = 4, AspectRatio = "9:16" },
            },
            seen
        );
        var upscaled = await haiper.UpscaleAsync(
            new HaiperUpscaleRequest { Config = { SourceVideo = generated.Url } }
        );
        var extended = await haiper.ExtendAsync(
            new HaiperExtendRequest
            {
                Config =
                {
                    SourceVideo = upscaled.Url,
                    ExtendDuration = HaiperExtendDuration.TwoSeconds,
                },
            }
        );

        seen.Statuses.Should().Equal("PENDING", "IN_PROGRESS", "SUCCESS");
        seen.Updates.SkipLast(1)
            .Select(update => update.Progress)
            .Should()
            .BeInAscendingOrder("only the documented success says 0.85");
        new[] { generated.JobId, upscaled.JobId, extended.JobId }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Another_client_waits_for_a_job_with_its_id()
    {
        var job = await Hailuo("success").SubmitAsync(Request);

        var video = await Hailuo("success").GetJob(job.Id).WaitAsync();

        video.JobId.Should().Be(job.Id);
        _mock.Requests.Count(request => request.Method == "POST").Should().Be(1);
    }

    [Fact]
    public async Task Updates_come_as_a_stream_that_ends_with_the_job()
    {
        var job = await Hailuo("success").SubmitAsync(Request);
        var updates = new List<VideoJobUpdate>();

        await foreach (var update in job.WatchAsync())
        {
            updates.Add(update);
        }

        updates[^1].HasEnded.Should().BeTrue();
        updates.SkipLast(1).Should().OnlyContain(update => !update.HasEnded);
        updates
            .Should()
            .OnlyContain(update => update.JobId == job.Id, "the id in the reply is the upstream's");
    }

    [Fact]
    public async Task A_failed_job_is_an_exception_with_id_code_and_raw_reply()
    {
        var wait = () => Hailuo("fails").GenerateAsync(Request);

        var thrown = (await wait.Should().ThrowAsync<VideoJobFailedException>()).Which;
        (thrown.Reason, thrown.LastUpdate!.FailureCode, thrown.MayStillBeRunning)
            .Should()
            .Be((ErrorReason.ServiceFault, "1024", false));
        thrown.LastUpdate.RawBody.Should().Contain("internal error");
        thrown.Message.Should().Contain(thrown.JobId);
    }

    [Fact]
    public async Task A_moderated_job_has_its_own_exception_in_both_families()
    {
        var hailuo = () => Hailuo("moderated").GenerateAsync(Request);
        var haiper = () =>
            _mock
                .CreateHaiperClient("moderated", Patient)
                .GenerateAsync(new HaiperGenerateRequest { Prompt = "x" });

        (await hailuo.Should().ThrowAsync<VideoModeratedException>())
            .Which.LastUpdate!.FailureCode.Should()
            .Be("1027");
        (await haiper.Should().ThrowAsync<VideoModeratedException>())
            .Which.LastUpdate!.FailureCode.Should()
            .Be("VB-100017");
    }

    [Fact]
    public async Task A_wait_for_a_slow_job_ends_with_a_timeout()
    {
        var wait = () => Hailuo("stuck").GenerateAsync(Request);

        var thrown = (await wait.Should().ThrowAsync<VideoJobTimeoutException>()).Which;
        thrown.MayStillBeRunning.Should().BeTrue();
        thrown.LastUpdate!.Status.Should().Be("Processing");
        thrown.JobId.Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_unknown_status_is_shown_and_does_not_end_the_wait()
    {
        var seen = new Recorder();

        await Hailuo("unknown-status").GenerateAsync(Request, seen);

        seen.Statuses.Should().Equal("Warming", "Success");
        seen.Updates[0].Phase.Should().Be(VideoJobPhase.Unknown);
    }

    [Fact]
    public async Task A_success_without_a_video_has_its_own_exception()
    {
        var wait = () => Hailuo("without-video").GenerateAsync(Request);

        await wait.Should().ThrowAsync<VideoWithoutOutputException>();
    }

    [Fact]
    public async Task A_progress_callback_that_throws_does_not_end_the_wait()
    {
        var video = await Hailuo("success").GenerateAsync(Request, new Throwing());

        video.Url.Should().StartWith("http");
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_with_the_callers_token_but_not_the_job()
    {
        using var source = new CancellationTokenSource();
        var job = await Hailuo("stuck").SubmitAsync(Request);

        var wait = () => job.WaitAsync(new Recorder(_ => source.Cancel()), source.Token);

        (await wait.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(source.Token);
        (await job.AskAsync(CancellationToken.None)).Status.Should().Be("Preparing");
        _mock
            .Requests.Should()
            .OnlyContain(request => request.Method == "POST" || request.Method == "GET");
    }

    private static void Patient(CloudswayOptions options) =>
        options.Polling.Interval = TimeSpan.FromSeconds(10);

    private HailuoClient Hailuo(string scenario) => _mock.CreateHailuoClient(scenario, Patient);

    private sealed class Throwing : IProgress<VideoJobUpdate>
    {
        public void Report(VideoJobUpdate value) =>
            throw new InvalidOperationException("The window is closed.");
    }
}
