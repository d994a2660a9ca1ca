using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.DependencyInjection;

/// <summary>
/// Settings of an application for all HTTP clients must not repeat a paid job or send the key elsewhere.
/// </summary>
public class HttpClientTests
{
    private static readonly HailuoVideoRequest Request = HailuoVideoRequest.FromText("x");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retries_of_the_application_do_not_submit_again(bool answers)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await (answers ? connection.AnswerAsync(500, "{}") : Task.CompletedTask);
        });
        await using var services = Retrying(server);

        var submit = () => services.GetRequiredService<HailuoClient>().SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        server.Heads.Should().HaveCount(1);
    }

    [Fact]
    public async Task Retries_of_the_application_do_not_multiply_those_of_a_question()
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(500, "{}"));
        await using var services = Retrying(server);

        var ask = () => services.GetRequiredService<HailuoClient>().GetTaskAsync("1");

        await ask.Should().ThrowAsync<CloudswayApiException>();
        server.Heads.Should().HaveCount(3, "the question itself is asked again twice");
    }

    [Fact]
    public async Task Only_handlers_of_this_client_stay_even_if_it_is_registered_again()
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Retrying(
            server,
            builder =>
            {
                builder.ApiHttpClient.AddHttpMessageHandler(() => new Marking());
                builder.Services.AddCloudswayVideo();
            }
        );

        var ask = () => services.GetRequiredService<HailuoClient>().GetTaskAsync("1");

        await ask.Should().ThrowAsync<CloudswayApiException>();
        server.Heads.Should().ContainSingle().Which.Should().Contain("X-Mark: 1");
        Handlers(services, "CloudswayVideo.Api")
            .Should()
            .NotContain(handler => handler is ResilienceHandler);
        Handlers(services, "CloudswayVideo.Media")
            .Should()
            .NotContain(handler => handler is ResilienceHandler);
        Handlers(services, "another")
            .Should()
            .Contain(handler => handler is ResilienceHandler, "otherwise this test proves nothing");
    }

    [Fact]
    public async Task The_key_does_not_follow_a_redirect()
    {
        await using var elsewhere = new RawServer(connection => connection.AnswerAsync(200, "{}"));
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(307, "", $"Location: {elsewhere.Url}v1/ai/x\r\n");
        });
        await using var services = Retrying(server);

        var submit = () => services.GetRequiredService<HailuoClient>().SubmitAsync(Request);

        await submit.Should().ThrowAsync<CloudswayException>();
        server.Heads.Should().HaveCount(1);
        elsewhere.Heads.Should().BeEmpty();
    }

    [Theory]
    [InlineData("CloudswayVideo.Api")]
    [InlineData("CloudswayVideo.Media")]
    public async Task The_clients_have_no_timeout_and_no_headers_of_the_application(string name)
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Retrying(
            server,
            builder =>
                builder.Services.ConfigureHttpClientDefaults(all =>
                    all.ConfigureHttpClient(client =>
                    {
                        client.Timeout = TimeSpan.FromSeconds(1);
                        client.DefaultRequestHeaders.Authorization = new("Basic", "application");
                        client.DefaultRequestHeaders.Add("X-Api-Key", "application");
                        client.DefaultRequestHeaders.Add("Cookie", "session=application");
                    })
                )
        );

        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

        client.Timeout.Should().Be(Timeout.InfiniteTimeSpan);
        client.DefaultRequestHeaders.Should().BeEmpty();
    }

    [Fact]
    public async Task The_client_with_the_key_follows_no_redirect_and_renews_its_connections()
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Retrying(server);

        Handlers(services, "CloudswayVideo.Api")
            .OfType<SocketsHttpHandler>()
            .Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(3),
                }
            );
    }

    [Fact]
    public async Task The_factory_logs_nothing_of_its_own_about_a_call()
    {
        var logs = new KeptLogs();
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Retrying(
            server,
            builder =>
                builder
                    .Services.AddLogging(logging =>
                        logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)
                    )
                    .ConfigureHttpClientDefaults(all => all.RedactLoggedHeaders(["Nothing"]))
        );

        var ask = () => services.GetRequiredService<HailuoClient>().GetTaskAsync("1");

        await ask.Should().ThrowAsync<CloudswayApiException>();
        logs.Text.Should()
            .Contain("NotFound")
            .And.NotContain("Authorization")
            .And.NotContain("RWsecret0Gd");
    }

    private static ServiceProvider Retrying(
        RawServer server,
        Action<CloudswayVideoBuilder>? configure = null
    )
    {
        var services = new ServiceCollection();
        var builder = services
            .AddCloudswayVideo(options =>
            {
                options.AccessKey = "RWsecret0Gd";
                options.BaseUrl = new Uri(server.Url, "v1/ai");
                options.TimeProvider = new SkippingTimeProvider();
            })
            .AddHailuo("endpoint");
        // After our registration, as another part of the application may do.
        services.ConfigureHttpClientDefaults(all => all.AddStandardResilienceHandler());
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    private static IEnumerable<HttpMessageHandler> Handlers(IServiceProvider services, string name)
    {
        for (
            var handler = services
                .GetRequiredService<IHttpMessageHandlerFactory>()
                .CreateHandler(name);
            handler is not null;
            handler = (handler as DelegatingHandler)?.InnerHandler!
        )
        {
            yield return handler;
        }
    }

    private sealed class Marking : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.Headers.Add("X-Mark", "1");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
