using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Mock;

/// <summary>What a test can ask a mock, and tell it.</summary>
public sealed class ReceivedTests : IAsyncLifetime
{
    private const string AccessKey = "RWsecret0Gd";

    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() =>
        _mock = await CloudswayMock.StartAsync(new CloudswayMockOptions { AccessKey = AccessKey });

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    [Fact]
    public async Task A_request_is_read_as_it_was_sent()
    {
        await _mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("A fox"));

        var request = _mock.ShouldHaveReceived(
            "hailuo_createTask",
            request => request.ReadBody<HailuoVideoRequest>().Prompt == "A fox"
        );

        request.Parameters.Should().Contain("endpointPath", "success");
        request.Headers["Authorization"].Should().Be("Bearer", "the key is masked");
        request.ToString().Should().Be("POST /v1/ai/success/hailuo/video/generate -> 200");
    }

    [Fact]
    public async Task What_should_have_come_and_did_not_is_told_with_what_did()
    {
        await _mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("A secret fox"));

        var atLeast = () => _mock.ShouldHaveReceived("hailuo_getTask");
        var exactly = () => _mock.ShouldHaveReceived("hailuo_createTask", times: 2);
        var like = () =>
            _mock.ShouldHaveReceived("hailuo_createTask", request => request.StatusCode == 400);

        atLeast
            .Should()
            .Throw<MockAssertionException>()
            .Which.Message.ReplaceLineEndings("\n")
            .Should()
            .Be(
                """
                Expected at least one request for hailuo_getTask, found 0. Received was
                  hailuo_createTask: POST /v1/ai/success/hailuo/video/generate -> 200
                """.ReplaceLineEndings("\n")
            );
        exactly
            .Should()
            .Throw<MockAssertionException>()
            .WithMessage("Expected 2 requests for hailuo_createTask, found 1.*")
            .Which.Message.Should()
            .NotContain("fox")
            .And.NotContain(AccessKey);
        like.Should().Throw<MockAssertionException>().WithMessage("*that match, found 0.*");
    }

    [Fact]
    public void What_never_came_is_required_as_no_times()
    {
        _mock.ShouldHaveReceived("hailuo_createTask", times: 0).Should().BeEmpty();

        var atLeast = () => _mock.ShouldHaveReceived("hailuo_createTask");
        atLeast.Should().Throw<MockAssertionException>().WithMessage("*Received was*nothing");
    }

    [Fact]
    public void A_misspelt_operation_or_scenario_is_told_with_those_that_there_are()
    {
        var received = () => _mock.Received("hailuo_creatTask");
        var scenario = () => _mock.Inject("hailuo_createTask", "sucess");

        received
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "There is no operation \"hailuo_creatTask\". There are hailuo_createTask, *media*"
            );
        scenario
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There is no scenario \"sucess\". There are success, *");
    }

    [Fact]
    public async Task A_body_of_another_kind_is_no_such_request()
    {
        await _mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("A fox"));
        var unknown = () => _mock.CreateHailuoClient().GetTaskAsync("1");
        await unknown.Should().ThrowAsync<CloudswayApiException>();

        var read = () => _mock.Received("hailuo_getTask")[0].ReadBody<HailuoVideoRequest>();

        read.Should()
            .Throw<InvalidOperationException>()
            .WithMessage("GET /v1/ai/success/hailuo/video/task/1 -> 404 had no JSON body.");
    }

    [Fact]
    public async Task A_fault_is_injected_for_so_many_calls()
    {
        var client = _mock.CreateHailuoClient();
        var job = await client.SubmitAsync(HailuoVideoRequest.FromText("x"));
        _mock.Inject("hailuo_getTask", MockFault.Refusal(503), calls: 2);

        await client.GetTaskAsync(job.Id);

        _mock
            .Received("hailuo_getTask")
            .Select(request => request.StatusCode)
            .Should()
            .Equal(503, 503, 200);
    }

    [Fact]
    public async Task A_scenario_is_injected_and_its_job_keeps_it()
    {
        _mock.Inject("hailuo_createTask", "fails");
        var failing = await _mock
            .CreateHailuoClient()
            .SubmitAsync(HailuoVideoRequest.FromText("x"));
        var fine = await _mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("x"));
        _mock.AdvanceTime(TimeSpan.FromMinutes(1));

        (await _mock.CreateHailuoClient().GetTaskAsync(failing.Id))
            .Status.Should()
            .Be(HailuoTaskStatus.Fail);
        (await _mock.CreateHailuoClient().GetTaskAsync(fine.Id))
            .Status.Should()
            .Be(HailuoTaskStatus.Success);
    }

    [Fact]
    public async Task A_download_fails_when_it_is_told_to()
    {
        var video = await _mock
            .CreateHailuoClient()
            .GenerateAsync(HailuoVideoRequest.FromText("x"));
        _mock.Inject("media", MockFault.Refusal(404));
        using var http = new HttpClient();

        (await http.GetAsync(video.Url)).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
        (await http.GetAsync(video.Url)).EnsureSuccessStatusCode();
    }
}
