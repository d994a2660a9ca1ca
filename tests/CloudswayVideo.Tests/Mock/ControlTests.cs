using System.Net;
using System.Text;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock driven over HTTP, as a program in any language does it.</summary>
public sealed partial class ControlTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private readonly SkippingTimeProvider _time = new();
    private CloudswayMock _mock = null!;
    private HailuoClient _client = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _time, JobDuration = TimeSpan.FromHours(1) }
        );
        _client = _mock.CreateHailuoClient();
        _http.BaseAddress = new Uri(_mock.Url, "__mock/");
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_job_is_added_listed_and_ended()
    {
        await PostAsync(
            "jobs",
            """{"family":"hailuo","id":"7","endpointPath":"stuck","ageSeconds":60}"""
        );

        var job = (await ListAsync("jobs")).Should().ContainSingle().Subject;
        ((string)job["id"]!, (string)job["scenario"]!, (string)job["phase"]!)
            .Should()
            .Be(("7", "stuck", "running"));

        await PostAsync("jobs/7/end");

        (await _client.GetTaskAsync("7")).Status.Should().Be(HailuoTaskStatus.Success);
    }

    [Fact]
    public async Task Time_passes_at_once_or_faster()
    {
        var job = await _client.SubmitAsync(HailuoVideoRequest.FromText("x"));

        await PostAsync("time", """{"advanceSeconds":3500}""");
        (await _client.GetTaskAsync(job.Id)).Status.Should().Be(HailuoTaskStatus.Processing);
        var time = await PostAsync("time", """{"scale":100}""");
        _time.Advance(TimeSpan.FromSeconds(2));

        ((double)time["scale"]!).Should().Be(100);
        (await _client.GetTaskAsync(job.Id)).Status.Should().Be(HailuoTaskStatus.Success);
    }

    [Fact]
    public async Task Requests_are_listed_without_keys_and_forgotten()
    {
        await _client.SubmitAsync(HailuoVideoRequest.FromText("A fox"));

        var request = (await ListAsync("requests")).Should().ContainSingle().Subject;
        ((string)request["operation"]!, (int)request["status"]!, (string)request["method"]!)
            .Should()
            .Be(("hailuo_createTask", 200, "POST"));
        ((string)request["body"]!).Should().Contain("A fox");
        request.ToString().Should().NotContain("mock-access-key");

        (await _http.DeleteAsync("requests")).EnsureSuccessStatusCode();

        _mock.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reset_makes_the_mock_as_it_was_at_its_start()
    {
        var first = await _client.SubmitAsync(HailuoVideoRequest.FromText("x"));
        await PostAsync(
            "faults",
            """{"operation":"hailuo_createTask","fault":"reset","calls":9}"""
        );
        await PostAsync(
            "scenarios",
            """{"operation":"hailuo_createTask","scenario":"fails","calls":9}"""
        );
        await PostAsync("time", """{"advanceSeconds":3600,"scale":5}""");

        var time = await PostAsync("reset");

        ((double)time["scale"]!).Should().Be(1);
        _mock.Requests.Should().BeEmpty();
        (await ListAsync("jobs")).Should().BeEmpty();
        var again = await _client.SubmitAsync(HailuoVideoRequest.FromText("x"));
        again.Id.Should().Be(first.Id, "the ids begin anew");
        (await again.AskAsync()).Phase.Should().Be(VideoJobPhase.Pending);
    }

    [Theory]
    [InlineData(
        "jobs",
        """{"family":"nobodys","id":"1"}""",
        "There is no family \"nobodys\". There are Hailuo, Haiper"
    )]
    [InlineData("jobs", """{"family":"hailuo"}""", "id: is required and missing")]
    [InlineData(
        "jobs",
        """{"family":"hailuo","id":"1","age":3}""",
        "age: is unknown; known are family, id,"
    )]
    [InlineData("jobs/9/end", "", "There is no job of that id.")]
    [InlineData("time", """{"scale":0}""", "scale: found 0")]
    [InlineData("time", "{", "the body is no JSON")]
    [InlineData(
        "faults",
        """{"operation":"hailuo_getTask","fault":"boom"}""",
        "fault: found \"boom\", allowed are refusal,"
    )]
    [InlineData(
        "faults",
        """{"operation":"x","fault":"reset"}""",
        "There is no operation \"x\". There are hailuo_createTask,"
    )]
    [InlineData(
        "faults",
        """{"operation":"hailuo_getTask","fault":"refusal","statusCode":418}""",
        "hailuo_getTask has no example for status 418."
    )]
    [InlineData(
        "scenarios",
        """{"operation":"hailuo_getTask","scenario":"x"}""",
        "There is no scenario \"x\"."
    )]
    [InlineData(
        "scenarios",
        """{"operation":"media","scenario":"fails"}""",
        "A download has the scenario of its job"
    )]
    [InlineData(
        "faults",
        """{"operation":"hailuo_getTask","fault":"reset","retryAfterSeconds":3}""",
        "retryAfterSeconds: is no field of the fault reset; it has operation, fault, calls."
    )]
    [InlineData(
        "faults",
        """{"operation":"hailuo_getTask","fault":"otherStatus","body":"x"}""",
        "body: is no field of the fault otherStatus; it has operation, fault, calls, statusCode."
    )]
    public async Task A_mistake_is_told(string path, string body, string problem)
    {
        using var response = await SendAsync(path, body);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((string)JToken.Parse(await response.Content.ReadAsStringAsync())["message"]!)
            .Should()
            .Contain(problem)
            .And.NotContain("Parameter '");
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", null, null, HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "own", null, HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "null", null, HttpStatusCode.Unauthorized)]
    [InlineData("http://127.0.0.1:0", "https://page.example", null, HttpStatusCode.Unauthorized)]
    [InlineData("http://127.0.0.1:0", "https://page.example", "made-up", HttpStatusCode.OK)]
    [InlineData("http://0.0.0.0:0", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("http://0.0.0.0:0", null, "made-up", HttpStatusCode.OK)]
    public async Task It_is_guarded_as_the_admin_interface_is(
        string url,
        string? origin,
        string? key,
        HttpStatusCode expected
    )
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { Url = new Uri(url), AccessKey = "made-up" }
        );
        var root = $"http://127.0.0.1:{mock.Url.Port}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/__mock/reset");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? root : origin);
        }

        if (key is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        (await _http.SendAsync(request)).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task It_is_described()
    {
        var document = JObject.Parse(await _http.GetStringAsync("openapi.json"));

        document["paths"]!.Children<JProperty>().Should().HaveCount(8);
        (await _http.GetAsync("nowhere")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<JArray> ListAsync(string path) =>
        JArray.Parse(await _http.GetStringAsync(path));

    private async Task<JToken> PostAsync(string path, string body = "")
    {
        using var response = await SendAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, text);
        return JToken.Parse(text);
    }

    private Task<HttpResponseMessage> SendAsync(string path, string body) =>
        _http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
}
