using System.Net;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Mock;

/// <summary>"cloudsway-video mock" as a process of its own.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_tells_where_it_is_and_ends_well_when_told_to(string signal)
    {
        using var mock = MockProcess.Start(
            "--urls",
            "http://127.0.0.1:0",
            "--access-key",
            "made-up",
            "--time-scale",
            "1000"
        );
        var output = await mock.StartedAsync();

        output
            .Should()
            .Contain(
                $"curl {mock.BaseUrl}/success/hailuo/video/generate -H 'Authorization: Bearer made-up'"
            );
        (await _http.GetAsync(new Uri(mock.BaseUrl, "/health"))).EnsureSuccessStatusCode();
        (
            await _http.GetAsync(new Uri(mock.BaseUrl, "/__admin/mappings"))
        ).EnsureSuccessStatusCode();
        await Client(mock, "made-up").GenerateAsync(HailuoVideoRequest.FromText("x"));

        var (exitCode, lines) = await mock.EndAsync(signal);
        exitCode.Should().Be(0);
        lines
            .Should()
            .MatchRegex(
                @"(?m)^POST   200 +[0-9]+ ms  /v1/ai/any/hailuo/video/generate  hailuo_createTask [0-9]+$"
            )
            .And.MatchRegex(@"(?m)^GET    200 +[0-9]+ ms  /__admin/mappings$")
            .And.NotContain("made-up");
    }

    [Fact]
    public async Task It_prints_its_address_alone_as_JSON_and_no_requests_if_told_to_be_quiet()
    {
        using var mock = MockProcess.Start("--urls", "http://127.0.0.1:0", "--json", "--quiet");

        var address = Newtonsoft.Json.Linq.JObject.Parse(await mock.StartedAsync());

        ((string)address["baseUrl"]!).Should().Be(mock.BaseUrl.AbsoluteUri);
        (
            await _http.GetAsync(new Uri((string)address["url"]! + "health"))
        ).EnsureSuccessStatusCode();
        (await mock.EndAsync("TERM")).Should().Be((0, ""));
    }

    [Fact]
    public async Task The_call_that_it_shows_is_one_of_the_contract_that_it_serves()
    {
        using var folder = new TemporaryFolder();
        var family = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests/CloudswayVideo.Tests/Mock/third-family.yaml")
        );
        await File.WriteAllTextAsync(
            folder["contract.yaml"],
            $"openapi: 3.0.3\ninfo: {{title: Kling, version: '1'}}\n"
                + $"servers: [{{url: 'https://kling.example/v1/ai'}}]\npaths:\n{family}"
        );
        using var mock = MockProcess.Start(
            "--urls",
            "http://127.0.0.1:0",
            "--quiet",
            "--contract",
            folder["contract.yaml"]
        );

        var output = await mock.StartedAsync();

        output
            .Should()
            .Contain($"curl {mock.BaseUrl}/success/kling/videos -H ")
            .And.NotContain("hailuo");
        await mock.EndAsync("TERM");
    }

    [Fact]
    public async Task An_address_that_others_can_reach_is_warned_of()
    {
        using var mock = MockProcess.Start("--urls", "http://0.0.0.0:0");
        await mock.StartedAsync();

        (await mock.EndAsync("TERM"))
            .Error.Should()
            .StartWith("Warning: other machines can also reach http://0.0.0.0:0/.");
    }

    [Fact]
    public async Task The_access_key_the_seed_and_the_scenario_are_those_given()
    {
        using var mock = MockProcess.Start(
            "--urls",
            "http://127.0.0.1:0",
            "--access-key",
            "made-up",
            "--seed",
            "7",
            "--scenario",
            "stuck",
            "--job-seconds",
            "0.1",
            "--quiet"
        );
        await mock.StartedAsync();
        await using var twin = await MockServer.CloudswayMock.StartAsync(new() { Seed = 7 });

        var job = await Client(mock, "made-up").SubmitAsync(HailuoVideoRequest.FromText("x"));
        var refused = () => Client(mock, "other").SubmitAsync(HailuoVideoRequest.FromText("x"));

        job.Id.Should()
            .Be((await twin.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("x"))).Id);
        (await refused.Should().ThrowAsync<CloudswayApiException>())
            .Which.StatusCode.Should()
            .Be(HttpStatusCode.Unauthorized);
        (await mock.EndAsync("TERM")).Should().Be((0, ""));
    }

    [Theory]
    [InlineData("--scenario", "sucess", "--scenario is \"sucess\"; there are success, slow,")]
    [InlineData(
        "--urls",
        "localhost",
        "--urls is \"localhost\"; give an address such as http://127.0.0.1:8080."
    )]
    [InlineData("--urls", "http://u:made-up@localhost", "--urls is \"localhost\"; give an address")]
    [InlineData("--urls", "http://localhost/v1", "It has no user, path, query and fragment.")]
    [InlineData("--access-key", "", "--access-key is an empty text")]
    [InlineData("--access-key", " made-up", "--access-key is blank, or has spaces around it")]
    [InlineData("--time-scale", "0", "--time-scale is \"0\"; give a number above 0")]
    [InlineData("--job-seconds", "a day", "--job-seconds is \"a day\"; give a number above 0")]
    [InlineData("--contract", "nowhere.yaml", "nowhere.yaml")]
    [InlineData("--mappings", "nowhere", "nowhere")]
    [InlineData(
        "--allow-host",
        "http://mock",
        "--allow-host has \"http://mock\". It must be a host name such as \"mock\""
    )]
    public async Task A_mistake_is_told_and_not_traced(string option, string value, string message)
    {
        using var tool = new Tool();

        (await tool.RunAsync("mock", option, value)).Should().Be(2);

        tool.Error.Should().Contain(message).And.NotContain("   at ");
    }

    [Fact]
    public async Task Its_help_lists_the_scenarios_in_lines_that_a_terminal_can_show()
    {
        using var tool = new Tool();

        await tool.RunAsync("mock", "--help");

        tool.Out.Should().Contain("  out-of-balance ").And.Contain("--time-scale");
        tool.Out.Split('\n').Should().OnlyContain(line => line.TrimEnd().Length <= 120);
    }

    private static HailuoClient Client(MockProcess mock, string key) =>
        new(
            new CloudswayOptions
            {
                AccessKey = key,
                EndpointPath = "any",
                BaseUrl = mock.BaseUrl,
                Polling = { Interval = TimeSpan.FromMilliseconds(50) },
            }
        );
}
