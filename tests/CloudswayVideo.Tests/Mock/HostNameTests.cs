using System.Net;
using CloudswayVideo.MockServer;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock answers for its own host names only, so that no web page can let its name point at it.</summary>
public sealed class HostNameTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "localhost:81", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "LOCALHOST.", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "[::1]:81", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "mock:8080", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "Mock", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:0", "rebound.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("http://127.0.0.1:0", "mock.rebound.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData(
        "http://127.0.0.1:0",
        "localhost.rebound.example",
        HttpStatusCode.MisdirectedRequest
    )]
    [InlineData(
        "http://127.0.0.1:0",
        "127.0.0.1.rebound.example",
        HttpStatusCode.MisdirectedRequest
    )]
    [InlineData("http://127.0.0.1:0", "192.0.2.1", HttpStatusCode.MisdirectedRequest)]
    [InlineData("http://0.0.0.0:0", "192.0.2.1", HttpStatusCode.OK)]
    [InlineData("http://0.0.0.0:0", "rebound.example", HttpStatusCode.MisdirectedRequest)]
    public async Task Another_host_is_refused(string url, string host, HttpStatusCode expected)
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                Url = new Uri(url),
                AllowedHosts = { "mock" },
                AdminInterface = true,
            }
        );

        foreach (var path in new[] { "", "health", "openapi.json", "scenarios" })
        {
            (await GetAsync(mock, path, host)).StatusCode.Should().Be(expected, path);
        }
    }

    [Fact]
    public async Task The_refusal_says_what_to_do()
    {
        await using var mock = await CloudswayMock.StartAsync();

        using var response = await GetAsync(
            mock,
            "v1/ai/success/video/tasks/1",
            "compose-mock:8080"
        );

        ((string)JToken.Parse(await response.Content.ReadAsStringAsync())["message"]!)
            .Should()
            .Be(
                "This mock answers for localhost, 127.0.0.1, and not for \"compose-mock\". If "
                    + "\"compose-mock\" is a name of "
                    + "this machine or container, start it with --allow-host compose-mock, or add it to "
                    + "CloudswayMockOptions.AllowedHosts."
            );
        mock.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://mock")]
    [InlineData("mock:8080")]
    [InlineData("")]
    public async Task A_host_that_is_no_name_is_told_at_the_start(string host)
    {
        var start = () => CloudswayMock.StartAsync(new() { AllowedHosts = { host } });

        await start
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage($"AllowedHosts has \"{host}\". It must be a host name such as \"mock\"*");
    }

    private async Task<HttpResponseMessage> GetAsync(CloudswayMock mock, string path, string host)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"http://127.0.0.1:{mock.Url.Port}/{path}"
        )
        {
            Headers = { Host = host },
        };
        return await _http.SendAsync(request);
    }
}
