using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using CloudswayVideo.MockServer;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>
/// The mock as a server: its own pages, WireMock's admin interface, browsers, big bodies, and its end.
/// </summary>
public sealed partial class HostTests : IDisposable
{
    // A body that waits to be asked for waits on a busy machine, too: after a second it would be sent unasked.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }
    );

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task It_says_that_it_is_ready_and_which_scenarios_it_has()
    {
        await using var mock = await CloudswayMock.StartAsync();

        (await _http.GetStringAsync(new Uri(mock.Url, "health")))
            .Should()
            .Be("""{"status":"ok"}""");
        var scenarios = JArray.Parse(await _http.GetStringAsync(new Uri(mock.Url, "scenarios")));
        scenarios
            .Select(scenario => (string)scenario["name"]!)
            .Should()
            .Equal(MockScenario.All.Select(scenario => scenario.Name));
    }

    [Fact]
    public async Task A_page_in_a_browser_may_call_it()
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var preflight = new HttpRequestMessage(
            HttpMethod.Options,
            mock.BaseUrl + "/success/video/generate"
        );
        preflight.Headers.Add("Origin", "https://page.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add(
            "Access-Control-Request-Headers",
            "authorization,content-type,prefer"
        );
        using var call = Submission(mock, "x");
        call.Headers.Add("Origin", "https://page.example");

        var allowed = await _http.SendAsync(preflight);
        var answer = await _http.SendAsync(call);

        allowed.StatusCode.Should().Be(HttpStatusCode.NoContent);
        allowed.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        allowed
            .Headers.GetValues("Access-Control-Allow-Headers")
            .Should()
            .Equal("authorization,content-type,prefer");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
    }

    [Fact]
    public async Task A_mapping_added_in_the_admin_interface_goes_before_the_contract()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { AdminInterface = true }
        );
        var mapping = new
        {
            Request = new { Path = "/v1/ai/mine/video/generate", Methods = new[] { "POST" } },
            Response = new { StatusCode = 418 },
        };

        (await _http.PostAsJsonAsync(new Uri(mock.Url, "__admin/mappings"), mapping))
            .StatusCode.Should()
            .Be(HttpStatusCode.Created);

        using var mine = Submission(mock, "x", "mine");
        using var contracts = Submission(mock, "x");
        ((int)(await _http.SendAsync(mine)).StatusCode).Should().Be(418);
        (await _http.SendAsync(contracts)).StatusCode.Should().Be(HttpStatusCode.OK);
        mock.ShouldHaveReceived("haiper_createGeneration")
            .ReadBody<HaiperGenerateRequest>()
            .Prompt.Should()
            .Be("x");
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", null, null, HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "https://page.example", null, HttpStatusCode.Unauthorized)]
    [InlineData("http://127.0.0.1:0", "https://page.example", "made-up", HttpStatusCode.OK)]
    [InlineData("http://0.0.0.0:0", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("http://0.0.0.0:0", null, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("http://0.0.0.0:0", null, "made-up", HttpStatusCode.OK)]
    public async Task The_admin_interface_is_guarded(
        string url,
        string? origin,
        string? key,
        HttpStatusCode expected
    )
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                Url = new Uri(url),
                AdminInterface = true,
                AccessKey = "made-up",
            }
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"http://127.0.0.1:{mock.Url.Port}/__admin/mappings"
        );
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (key is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        (await _http.SendAsync(request)).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Nobody_is_at_the_admin_interface_where_there_is_none_or_no_key_could_be_proven()
    {
        await using var without = await CloudswayMock.StartAsync();
        await using var open = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { Url = new Uri("http://0.0.0.0:0"), AdminInterface = true }
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"http://127.0.0.1:{open.Url.Port}/__admin/mappings"
        );
        request.Headers.Add("Authorization", "Bearer any");

        (await _http.GetAsync(new Uri(without.Url, "__admin/mappings")))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
        (await _http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_video_is_where_the_caller_reached_the_mock()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                Url = new Uri("http://0.0.0.0:0"),
                JobDuration = TimeSpan.Zero,
            }
        );
        var client = mock.CreateHaiperClient(configure: options =>
            options.BaseUrl = new Uri($"http://127.0.0.1:{mock.Url.Port}/v1/ai")
        );

        var video = await client.GenerateAsync(new HaiperGenerateRequest { Prompt = "x" });

        video.Url.Should().StartWith($"http://127.0.0.1:{mock.Url.Port}/media/");
    }

    [Fact]
    public async Task Two_hundred_mocks_start_and_stop_and_leave_no_port_behind()
    {
        var ports = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    var used = new List<int>();
                    for (var run = 0; run < 10; run++)
                    {
                        await using var mock = await CloudswayMock.StartAsync();
                        await mock.CreateHaiperClient()
                            .SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });
                        mock.ShouldHaveReceived("haiper_createGeneration", times: 1);
                        used.Add(mock.Url.Port);
                    }

                    return used;
                })
        );

        var listening = IPGlobalProperties
            .GetIPGlobalProperties()
            .GetActiveTcpListeners()
            .Select(listener => listener.Port)
            .ToHashSet();
        ports
            .SelectMany(used => used)
            .Where(listening.Contains)
            .Count()
            .Should()
            .BeLessThan(20, "a port may by now be another test's, two hundred may not");
    }

    [Fact]
    public async Task A_mock_stops_at_once_even_while_it_keeps_somebody_waiting()
    {
        var mock = await CloudswayMock.StartAsync();
        mock.Inject("haiper_createGeneration", MockFault.Silence);
        using var request = Submission(mock, "x");
        var waiting = _http.SendAsync(request);
        while (mock.Requests.Count == 0)
        {
            await Task.Yield();
        }

        var start = Stopwatch.GetTimestamp();
        await mock.DisposeAsync();

        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(4));
        await waiting.Invoking(call => call).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_at_once()
    {
        await using var mock = await CloudswayMock.StartAsync();
        var start = () => CloudswayMock.StartAsync(new CloudswayMockOptions { Url = mock.Url });

        await start
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage($"The mock cannot listen at {mock.Url}: *port 0 takes a free one.");
    }

    private static HttpRequestMessage Submission(
        CloudswayMock mock,
        string prompt,
        string scenario = "success"
    ) =>
        new(HttpMethod.Post, $"{mock.BaseUrl}/{scenario}/video/generate")
        {
            Headers = { { "Authorization", "Bearer any" } },
            Content = JsonContent.Create(new { prompt }),
        };
}
