using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CloudswayVideo.Tests.DependencyInjection;

public class ValidationTests
{
    [Theory]
    [InlineData("HailuoClient: No endpoint path*", "AccessKey=RWsecret0Gd")]
    [InlineData("HailuoClient: No access key*", "AccessKey=", "Hailuo:EndpointPath=one")]
    [InlineData(
        "HaiperClient: *starts with \"Bearer \"*",
        "AccessKey=Bearer RWsecret0Gd",
        "Haiper:EndpointPath=one"
    )]
    [InlineData(
        "HaiperClient: No endpoint path*",
        "AccessKey=RWsecret0Gd",
        "Haiper:EndpiontPath=one"
    )]
    [InlineData(
        "HailuoClient \"fast\": No endpoint path*",
        "AccessKey=RWsecret0Gd",
        "Hailuo:EndpointPath=one",
        "Hailuo:Endpoints:fast:SubmitTimeout=00:01:00"
    )]
    [InlineData(
        "HailuoClient: Polling.Interval is 00:00:00*",
        "AccessKey=RWsecret0Gd",
        "Polling:Interval=0",
        "Hailuo:EndpointPath=one"
    )]
    [InlineData(
        "HailuoClient: No endpoint path*; HaiperClient: EndpointPath contains a character*",
        "AccessKey=RWsecret0Gd",
        "Hailuo:EndpointPath= ",
        "Haiper:EndpointPath=a/b"
    )]
    public async Task A_host_with_invalid_options_does_not_start_and_its_message_has_no_key(
        string message,
        params string[] settings
    )
    {
        using var host = Host(
            builder =>
                builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway")),
            settings
        );

        var start = () => host.StartAsync();

        (await start.Should().ThrowAsync<OptionsValidationException>().WithMessage(message))
            .Which.Message.Should()
            .NotContain("RWsecret");
    }

    [Fact]
    public void Without_a_host_the_first_use_fails()
    {
        using var services = new ServiceCollection()
            .AddCloudswayVideo()
            .AddHailuo("a/b", own => own.AccessKey = "k")
            .Services.BuildServiceProvider();

        var resolve = () => services.GetRequiredService<HailuoClient>();

        resolve
            .Should()
            .Throw<OptionsValidationException>()
            .WithMessage("HailuoClient: EndpointPath contains a character*");
    }

    [Fact]
    public async Task A_family_that_is_not_used_needs_no_endpoint()
    {
        using var host = Host(
            builder =>
                builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway")),
            "AccessKey=RWsecret0Gd",
            "Haiper:EndpointPath=one"
        );

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task Configuration_that_is_added_after_the_registration_counts()
    {
        using var host = Host(builder =>
        {
            builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway"));
            builder.Configuration.AddInMemoryCollection([
                new("Cloudsway:AccessKey", "RWsecret0Gd"),
                new("Cloudsway:Haiper:EndpointPath", "late"),
            ]);
        });

        await host.StartAsync();

        host.Services.GetRequiredService<HaiperClient>().EndpointPath.Should().Be("late");
        await host.StopAsync();
    }

    private static IHost Host(Action<HostApplicationBuilder> configure, params string[] settings)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        builder.Configuration.AddInMemoryCollection(
            settings
                .Select(setting => setting.Split('='))
                .Select(pair => new KeyValuePair<string, string?>($"Cloudsway:{pair[0]}", pair[1]))
        );
        configure(builder);
        return builder.Build();
    }
}
