using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock as any HTTP client sees it.</summary>
public sealed class MockServerTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync();
        _http.BaseAddress = new Uri(_mock.BaseUrl + "/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_request_without_a_key_is_refused()
    {
        _http.DefaultRequestHeaders.Authorization = null;

        (await _http.GetAsync("success/video/tasks/1"))
            .StatusCode.Should()
            .Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_invalid_request_gets_every_reason()
    {
        var response = await _http.PostAsJsonAsync(
            "success/video/generate",
            new { promt = "x", settings = new { duration = 3 } }
        );

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Message(response))
            .Should()
            .Contain("prompt: is required and missing")
            .And.Contain("promt: is unknown")
            .And.Contain("found 3, allowed are 2, 4, 8");
    }

    [Fact]
    public async Task A_missing_query_parameter_is_named() =>
        (await Message(await _http.GetAsync("success/hailuo/video/file?taskId=1")))
            .Should()
            .Contain("fileId: is required and missing");

    [Fact]
    public async Task An_unknown_path_gets_the_nearest_route()
    {
        var response = await _http.GetAsync("success/hailuo/video/tasks/1");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Message(response)).Should().Contain("/hailuo/video/task/{taskId}");
    }

    [Fact]
    public async Task An_unknown_job_is_not_found() =>
        (await _http.GetAsync("success/video/tasks/1"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Jobs_of_one_family_are_unknown_to_the_other()
    {
        var job = await _mock
            .CreateHaiperClient()
            .SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        (await _http.GetAsync($"success/hailuo/video/task/{job.Id}"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_named_example_is_replayed_word_for_word()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "any/video/tasks/1");
        request.Headers.Add("Prefer", "example=success");

        var body = JToken.Parse(await (await _http.SendAsync(request)).Content.ReadAsStringAsync());

        JToken
            .DeepEquals(
                body,
                Contract.ContractCases.Operation("haiper_getTask").ReplyExamples(200)["success"]
            )
            .Should()
            .BeTrue();
    }

    [Fact]
    public async Task An_example_that_there_is_none_of_is_said_with_those_that_there_are()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "any/video/tasks/1");
        request.Headers.Add("Prefer", "code=200, example=nothing");

        (await Message(await _http.SendAsync(request)))
            .Should()
            .Contain("has no example \"nothing\"")
            .And.Contain("pending, in_progress");
    }

    [Fact]
    public async Task An_example_or_operation_more_in_the_contract_is_served_with_no_code()
    {
        using var folder = new TemporaryFolder();
        var contract = await File.ReadAllTextAsync(Repository.ContractPath);
        await File.WriteAllTextAsync(
            folder["contract.yaml"],
            contract
                .Replace(
                    "                pending:\n",
                    "                early:\n                  value: {status: PENDING, progress: "
                        + "0.01}\n                pending:\n",
                    StringComparison.Ordinal
                )
                .Replace("/video/upscale:", "/video/enlarge:", StringComparison.Ordinal)
        );
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { ContractPath = folder["contract.yaml"] }
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            mock.BaseUrl + "/any/video/tasks/1"
        );
        request.Headers.Add("Prefer", "example=early");

        (await (await _http.SendAsync(request)).Content.ReadAsStringAsync())
            .Should()
            .Be("""{"status":"PENDING","progress":0.01}""");
        (
            await _http.PostAsJsonAsync(
                mock.BaseUrl + "/any/video/enlarge",
                new { config = new { sourceVideo = "https://demo.mp4" } }
            )
        )
            .StatusCode.Should()
            .Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_video_is_served_with_its_length_an_ETag_and_ranges()
    {
        var video = await _mock
            .CreateHailuoClient()
            .GenerateAsync(HailuoVideoRequest.FromText("x"));
        using var request = new HttpRequestMessage(HttpMethod.Get, video.Url);
        request.Headers.Range = new RangeHeaderValue(4, 7);

        var response = await _http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        response.Headers.ETag.Should().NotBeNull();
        response.Content.Headers.ContentRange!.Length.Should().BeGreaterThan(10_000);
        (await response.Content.ReadAsStringAsync()).Should().Be("ftyp");
    }

    [Theory]
    [InlineData("out-of-balance", ErrorReason.Balance)]
    [InlineData("unauthorised", ErrorReason.Authentication)]
    [InlineData("bad-request", ErrorReason.InvalidRequest)]
    public async Task A_scenario_refuses_submissions(string scenario, ErrorReason reason)
    {
        var submit = () =>
            _mock.CreateHailuoClient(scenario).SubmitAsync(HailuoVideoRequest.FromText("x"));

        (await submit.Should().ThrowAsync<CloudswayApiException>())
            .Which.Reason.Should()
            .Be(reason);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids()
    {
        await using var other = await CloudswayMock.StartAsync();

        var first = await _mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("x"));
        var second = await other.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("x"));

        second.Id.Should().Be(first.Id);
    }

    [Fact]
    public async Task A_scenario_that_there_is_none_of_is_refused_at_the_start()
    {
        var start = () =>
            CloudswayMock.StartAsync(new CloudswayMockOptions { Scenario = "sucess" });

        await start
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("There is no scenario \"sucess\". There are success, slow*");
    }

    private static async Task<string> Message(HttpResponseMessage response) =>
        (string)JToken.Parse(await response.Content.ReadAsStringAsync())["message"]!;
}
