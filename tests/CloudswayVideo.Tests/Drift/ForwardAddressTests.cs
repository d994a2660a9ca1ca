using System.Net;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Which addresses a mock passes calls on to.</summary>
public sealed class ForwardAddressTests : IDisposable
{
    private readonly ForwardingMock _forwarding = new();

    public void Dispose() => _forwarding.Dispose();

    [Fact]
    public async Task The_path_of_the_gateways_base_URL_takes_the_place_of_the_contracts()
    {
        await using var gateway = new RawServer(connection => connection.AnswerAsync(200, "{}"));
        // A family at another base path would have other paths here.
        await using var mock = await _forwarding.StartAsync(
            new Uri(gateway.Url, "/gw/v9"),
            options => options.ContractPath = Repository.ContractPath
        );

        await _forwarding.Http.GetStringAsync(new Uri(mock.Url, "/v1/ai/e/video/tasks/7"));
        using var outside = await _forwarding.Http.GetAsync(new Uri(mock.Url, "/elsewhere"));

        gateway
            .Heads.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("GET /gw/v9/e/video/tasks/7 ");
        outside.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/v1/ai/e/video/tasks/7%252F8%3Fx%2Fy", "/v1/ai/e/video/tasks/7%252F8%3Fx%2Fy")]
    [InlineData("/v1/ai/e//tasks/7/?x=%2525", "/v1/ai/e//tasks/7/?x=%2525")]
    public async Task The_escapes_of_a_path_arrive_as_they_were(string path, string arrived)
    {
        await using var gateway = new RawServer(connection => connection.AnswerAsync(200, "{}"));
        await using var mock = await _forwarding.StartAsync(new Uri(gateway.Url, "/v1/ai"));

        await _forwarding.Http.GetStringAsync(new Uri(mock.Url, path));

        gateway.Heads.Should().ContainSingle().Which.Should().StartWith($"GET {arrived} HTTP");
    }

    [Theory]
    [InlineData("http://gateway.example/v1/ai", "ForwardTo must be the base URL")]
    [InlineData("https://user:secret@gateway.example", "ForwardTo must be the base URL")]
    [InlineData("ftp://gateway.example", "ForwardTo must be the base URL")]
    public async Task An_address_that_keys_must_not_go_to_is_refused(string url, string message)
    {
        var start = () => CloudswayMock.StartAsync(new() { ForwardTo = new Uri(url) });

        (await start.Should().ThrowAsync<ArgumentException>())
            .WithMessage($"{message}*")
            .Which.Message.Should()
            .NotContain("secret");
    }
}
