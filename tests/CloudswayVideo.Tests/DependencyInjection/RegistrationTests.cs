using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.DependencyInjection;

public class RegistrationTests
{
    private const string Key = "RWsecret0Gd";

    [Fact]
    public async Task One_section_configures_all_clients_and_the_nearest_setting_wins()
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Provider(services =>
            services.AddCloudswayVideo(
                Section(
                    new()
                    {
                        ["AccessKey"] = "shared",
                        ["BaseUrl"] = $"{server.Url}",
                        ["Haiper:EndpointPath"] = "one",
                        ["Hailuo:EndpointPath"] = "two",
                        ["Hailuo:AccessKey"] = "family",
                        ["Hailuo:Endpoints:fast:EndpointPath"] = "three",
                        ["Hailuo:Endpoints:other:EndpointPath"] = "four",
                        ["Hailuo:Endpoints:other:AccessKey"] = "own",
                    }
                )
            )
        );

        await AskAsync(services.GetRequiredService<HaiperClient>().GetTaskAsync);
        await AskAsync(services.GetRequiredService<HailuoClient>().GetTaskAsync);
        await AskAsync(services.GetRequiredKeyedService<HailuoClient>("fast").GetTaskAsync);
        await AskAsync(services.GetRequiredKeyedService<HailuoClient>("other").GetTaskAsync);

        server
            .Heads.Select(head => head.Split('/')[1])
            .Should()
            .Equal("one", "two", "three", "four");
        Keys(server).Should().Equal("shared", "family", "family", "own");
        services
            .GetRequiredService<HailuoClient>()
            .Should()
            .BeSameAs(services.GetRequiredService<HailuoClient>(), "clients are singletons");
    }

    [Fact]
    public async Task Endpoints_in_code_have_their_own_options()
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Provider(services =>
            services
                .AddCloudswayVideo(options =>
                {
                    options.AccessKey = "shared";
                    options.BaseUrl = server.Url;
                })
                .AddHailuo("one")
                .AddHaiper("two", own => own.AccessKey = "own")
                .AddKeyedHailuo("fast", "three")
                .AddKeyedHaiper("fast", "four")
        );

        await AskAsync(services.GetRequiredService<HailuoClient>().GetTaskAsync);
        await AskAsync(services.GetRequiredService<HaiperClient>().GetTaskAsync);
        await AskAsync(services.GetRequiredKeyedService<HailuoClient>("fast").GetTaskAsync);
        await AskAsync(services.GetRequiredKeyedService<HaiperClient>("fast").GetTaskAsync);

        server
            .Heads.Select(head => head.Split('/')[1])
            .Should()
            .Equal("one", "two", "three", "four");
        Keys(server).Should().Equal("shared", "own", "shared", "shared");
    }

    [Fact]
    public async Task A_video_is_made_and_saved_with_clients_of_the_container()
    {
        var time = new SkippingTimeProvider();
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = time }
        );
        await using var services = Provider(services =>
            services
                .ConfigureAll<CloudswayOptions>(options => options.TimeProvider = time)
                .AddCloudswayVideo(
                    Section(
                        new()
                        {
                            ["AccessKey"] = Key,
                            ["BaseUrl"] = mock.BaseUrl.AbsoluteUri,
                            ["Hailuo:EndpointPath"] = "success",
                        }
                    )
                )
        );
        using var folder = new TemporaryFolder();

        var video = await services
            .GetRequiredService<HailuoClient>()
            .GenerateAsync(HailuoVideoRequest.FromText("x"));
        await video.SaveAsync(folder["x.mp4"]);

        folder.Files.Should().Equal("x.mp4");
    }

    [Fact]
    public async Task With_one_endpoint_the_shared_options_are_enough()
    {
        await using var services = Provider(services =>
            services.AddCloudswayVideo(options =>
            {
                options.AccessKey = Key;
                options.EndpointPath = "only";
            })
        );

        services.GetRequiredService<HaiperClient>().EndpointPath.Should().Be("only");
    }

    [Fact]
    public async Task A_section_and_code_can_be_combined_and_one_call_does_not_undo_another()
    {
        await using var server = new RawServer(connection => connection.AnswerAsync(404, "{}"));
        await using var services = Provider(services =>
        {
            services
                .AddCloudswayVideo(
                    Section(new() { ["AccessKey"] = "first", ["Hailuo:EndpointPath"] = "one" })
                )
                .AddKeyedHailuo("fast", "two");
            services
                .AddCloudswayVideo(options => options.AccessKey = "second")
                .AddKeyedHailuo("other", "three");
            services.ConfigureAll<CloudswayOptions>(options => options.BaseUrl = server.Url);
        });

        await AskAsync(services.GetRequiredKeyedService<HailuoClient>("fast").GetTaskAsync);
        await AskAsync(services.GetRequiredKeyedService<HailuoClient>("other").GetTaskAsync);

        Keys(server).Should().Equal("first", "second");
        services.GetRequiredService<HailuoClient>().EndpointPath.Should().Be("one");
    }

    [Fact]
    public async Task A_client_that_the_application_registered_before_is_kept()
    {
        var own = new HailuoClient(Key, "own");
        await using var services = Provider(services =>
            services.AddSingleton(own).AddCloudswayVideo(options => options.AccessKey = "k")
        );

        services.GetRequiredService<HailuoClient>().Should().BeSameAs(own);
    }

    private static async Task AskAsync<TTask>(
        Func<string, CancellationToken, RequestOptions?, Task<TTask>> getTask
    )
    {
        var ask = () => getTask("1", CancellationToken.None, null);
        await ask.Should().ThrowAsync<CloudswayApiException>();
    }

    private static IEnumerable<string> Keys(RawServer server) =>
        server.Heads.Select(head => head.Split("Authorization: Bearer ")[1].Split("\r\n")[0]);

    private static IConfiguration Section(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static ServiceProvider Provider(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        return services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }
        );
    }
}
