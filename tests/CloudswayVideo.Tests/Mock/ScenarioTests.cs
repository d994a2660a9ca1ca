using System.Net;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>What the scenarios do to a client, and that they break the contract only where they are meant to.</summary>
public sealed partial class ScenarioTests : IAsyncLifetime
{
    private static readonly HailuoVideoRequest Fox = HailuoVideoRequest.FromText(
        "A fox in the snow"
    );

    private readonly SkippingTimeProvider _time = new();
    private CloudswayMock _mock = null!;

    public static TheoryData<string, string> OperationsAndScenarios()
    {
        var cases = new TheoryData<string, string>();
        foreach (
            var operation in ContractCases.Document.Operations.Where(operation =>
                operation.TaskStep == JobStep.Submit
            )
        )
        {
            foreach (var scenario in MockScenario.All)
            {
                cases.Add(operation.Id, scenario.Name);
            }
        }

        return cases;
    }

    public async Task InitializeAsync() =>
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _time, JobDuration = TimeSpan.FromMinutes(2) }
        );

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    [Fact]
    public async Task A_refusal_for_haste_heals()
    {
        var video = await Hailuo("rate-limited").GenerateAsync(Fox);

        video.JobId.Should().NotBeEmpty();
        _mock
            .Received("hailuo_createTask")
            .Select(request => request.StatusCode)
            .Should()
            .Equal(429, 429, 200);
    }

    [Fact]
    public async Task An_expired_URL_is_asked_for_again()
    {
        using var folder = new TemporaryFolder();

        await (await Hailuo("expired-url").GenerateAsync(Fox)).SaveAsync(folder["fox.mp4"]);

        _mock.ShouldHaveReceived("hailuo_getFile", times: 2);
    }

    [Theory]
    [InlineData("truncated-download")]
    [InlineData("slow-bytes")]
    public async Task A_download_survives(string scenario)
    {
        using var folder = new TemporaryFolder();

        var bytes = await (await Hailuo(scenario).GenerateAsync(Fox)).SaveAsync(folder["fox.mp4"]);

        new FileInfo(folder["fox.mp4"]).Length.Should().Be(bytes).And.BeGreaterThan(10_000);
    }

    [Fact]
    public async Task A_submission_that_is_reset_was_accepted_and_its_status_is_asked_for_again()
    {
        var client = Hailuo("connection-reset");
        var lost = () => client.SubmitAsync(Fox);

        await lost.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        var video = await client.GenerateAsync(Fox);

        video.JobId.Should().NotBeEmpty();
        _mock
            .Received("hailuo_createTask")
            .Select(request => request.StatusCode)
            .Should()
            .Equal(0, 200);
    }

    [Fact]
    public async Task Flaws_come_in_turn_at_every_second_call()
    {
        var job = await Hailuo("flaky").SubmitAsync(Fox);
        var outcomes = new List<string>();

        for (var call = 1; call <= 8; call++)
        {
            outcomes.Add(
                await OutcomeAsync($"{_mock.BaseUrl}/flaky/hailuo/video/task/{job.Id}", call)
            );
        }

        outcomes
            .Should()
            .Equal(
                "200 whole",
                "502 page",
                "200 whole",
                "200 half",
                "200 whole",
                "reset",
                "200 whole",
                "silence"
            );
    }

    [Fact]
    public async Task A_scenario_of_ones_own_is_a_few_lines()
    {
        var options = new CloudswayMockOptions { TimeProvider = _time };
        options.Scenarios.Add(
            new MockScenario
            {
                Name = "monday",
                Description = "Takes an hour, and every third question is answered by a proxy.",
                JobDuration = TimeSpan.FromHours(1),
                OnCall = call =>
                    call.Step == JobStep.Status && call.Number % 3 == 0
                        ? MockFault.Interception(502, "Bad gateway")
                        : null,
            }
        );
        await using var mock = await CloudswayMock.StartAsync(options);
        var client = mock.CreateHailuoClient("monday");
        var job = await client.SubmitAsync(Fox);

        mock.AdvanceTime(TimeSpan.FromMinutes(59));
        (await client.GetTaskAsync(job.Id)).Status.Should().Be(HailuoTaskStatus.Processing);
        mock.AdvanceTime(TimeSpan.FromMinutes(1));
        (await client.GetTaskAsync(job.Id)).Status.Should().Be(HailuoTaskStatus.Success);
        await client.GetTaskAsync(job.Id);

        mock.Received("hailuo_getTask")
            .Select(request => request.StatusCode)
            .Should()
            .Equal(200, 200, 502, 200);
        mock.Scenarios.Select(scenario => scenario.Name)
            .Should()
            .Contain("monday")
            .And.Contain("success");
    }

    [Fact]
    public async Task A_compressed_video_is_whole()
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip }
        );
        var job = await SubmitRawAsync(http, "gzip");
        _mock.AdvanceTime(TimeSpan.FromMinutes(3));
        var file = JObject.Parse(
            await http.GetStringAsync(
                $"{_mock.BaseUrl}/gzip/hailuo/video/file?taskId={job}&fileId={await FileIdAsync(http, job)}"
            )
        );

        using var video = await http.GetAsync(new Uri((string)file["mediaUrl"]!));

        (await video.Content.ReadAsByteArrayAsync()).Should().HaveCountGreaterThan(10_000);
    }

    // On a connection of its own: a reset of an old one is not seen, because the handler asks again.
    private async Task<string> OutcomeAsync(string url, int call)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", "Bearer any");
        using var patience = new CancellationTokenSource();
        var answer = http.GetAsync(url, patience.Token);
        while (_mock.Received("hailuo_getTask").Count < call)
        {
            await Task.Yield();
        }

        if (call == 8)
        {
            await patience.CancelAsync();
        }

        try
        {
            using var response = await answer;
            var body = await response.Content.ReadAsStringAsync();
            var form =
                body.StartsWith('<') ? "page"
                : body.EndsWith('}') ? "whole"
                : "half";
            return $"{(int)response.StatusCode} {form}";
        }
        catch (HttpRequestException exception)
            when (exception.InnerException
                    is IOException
                    {
                        InnerException: System.Net.Sockets.SocketException
                        {
                            SocketErrorCode: System.Net.Sockets.SocketError.ConnectionReset
                        }
                    }
            )
        {
            return "reset";
        }
        catch (OperationCanceledException)
        {
            return "silence";
        }
    }

    private HailuoClient Hailuo(string scenario) =>
        _mock.CreateHailuoClient(
            scenario,
            options => options.Polling.Interval = TimeSpan.FromSeconds(5)
        );
}
