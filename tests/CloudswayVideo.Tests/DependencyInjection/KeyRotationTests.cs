using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.DependencyInjection;

public sealed class KeyRotationTests : IAsyncDisposable
{
    private readonly RawServer _server = new(connection => connection.AnswerAsync(404, "{}"));

    private IEnumerable<string> Keys =>
        _server.Heads.Select(head =>
            head.Split("\r\n")
                .Single(line => line.StartsWith("Authorization: ", StringComparison.Ordinal))[
                "Authorization: ".Length..
            ]
        );

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_reload_of_the_configuration_changes_the_key_of_an_existing_client()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("AccessKey", "first"),
                new("BaseUrl", $"{_server.Url}"),
                new("Hailuo:EndpointPath", "e"),
            ])
            .Build();
        await using var services = new ServiceCollection()
            .AddCloudswayVideo(configuration)
            .Services.BuildServiceProvider();
        var client = services.GetRequiredService<HailuoClient>();

        await AskAsync(client);
        configuration["AccessKey"] = "second";
        configuration.Reload();
        await AskAsync(client);

        Keys.Should().Equal("Bearer first", "Bearer second");
    }

    [Fact]
    public async Task A_provider_is_asked_before_each_request_and_wins_over_the_key()
    {
        var count = 0;
        var client = TestClient.Hailuo(
            _server.Url,
            configure: options => options.AccessKeyProvider = _ => new($"key{++count}")
        );

        await AskAsync(client);
        await AskAsync(client);

        Keys.Should().Equal("Bearer key1", "Bearer key2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer RWsecret0Gd")]
    [InlineData("RWsecret0Gd\n")]
    public async Task An_invalid_key_of_a_provider_is_reported_without_the_key_and_nothing_is_sent(
        string key
    )
    {
        var submit = () =>
            TestClient
                .Hailuo(
                    _server.Url,
                    configure: options => options.AccessKeyProvider = _ => new(key)
                )
                .SubmitAsync(HailuoVideoRequest.FromText("x"));

        (await submit.Should().ThrowAsync<ArgumentException>())
            .Which.ToString()
            .Should()
            .Contain("access key")
            .And.NotContain("RWsecret");
        _server.Heads.Should().BeEmpty();
    }

    [Fact]
    public async Task If_a_provider_fails_nothing_is_sent()
    {
        var submit = () =>
            TestClient
                .Hailuo(
                    _server.Url,
                    configure: options =>
                        options.AccessKeyProvider = _ =>
                            throw new TimeZoneNotFoundException("The vault says RWsecret0Gd.")
                )
                .SubmitAsync(HailuoVideoRequest.FromText("x"));

        (
            await submit
                .Should()
                .ThrowAsync<CloudswayConnectionException>()
                .WithMessage("*AccessKeyProvider*TimeZoneNotFoundException*")
        )
            .Which.Message.Should()
            .NotContain("vault");
        _server.Heads.Should().BeEmpty();
    }

    [Fact]
    public async Task A_provider_that_never_returns_is_limited_by_the_timeout()
    {
        var time = new SkippingTimeProvider();
        var client = TestClient.Hailuo(
            _server.Url,
            time,
            options =>
                options.AccessKeyProvider = async token =>
                {
                    time.Advance(TimeSpan.FromMinutes(6));
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                    return "";
                }
        );

        var submit = () => client.SubmitAsync(HailuoVideoRequest.FromText("x"));

        await submit.Should().ThrowAsync<CloudswayConnectionException>();
    }

    private static async Task AskAsync(HailuoClient client)
    {
        var ask = () => client.GetTaskAsync("1");
        await ask.Should().ThrowAsync<CloudswayApiException>();
    }
}
