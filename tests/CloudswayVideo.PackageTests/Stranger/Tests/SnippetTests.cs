using CloudswayVideo;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Readme;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Stranger.Tests;

/// <summary>
/// Runs the snippets of the README and of the packages' pages as they stand there, against the mock, in a project
/// that knows the packages alone.
/// </summary>
public sealed class SnippetTests : IAsyncLifetime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync(new CloudswayMockOptions { JobDuration = Moment });
        Environment.SetEnvironmentVariable(
            CloudswayOptions.BaseUrlVariable,
            _mock.BaseUrl.AbsoluteUri
        );
    }

    public async Task DisposeAsync() => await _mock.DisposeAsync();

    [Fact]
    public async Task The_first_video()
    {
        await Snippets.FirstVideo("any-key", "success");

        Assert.True(new FileInfo("fox.mp4").Length > 10_000);
    }

    [Fact]
    public async Task Images() => await Snippets.Images(_mock.CreateHailuoClient());

    [Fact]
    public async Task Directing() => await Snippets.Directing(_mock.CreateHailuoClient());

    [Fact]
    public async Task Keeping()
    {
        var token = "";

        await Snippets.Keeping(
            _mock.CreateHailuoClient(),
            HailuoVideoRequest.FromText("x"),
            stored => Task.FromResult(token = stored)
        );

        Assert.NotEmpty(_mock.CreateHailuoClient().GetJob(token).Id);
    }

    [Fact]
    public async Task Many()
    {
        Environment.SetEnvironmentVariable(CloudswayOptions.AccessKeyVariable, "any-key");
        var job = await _mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("x"));

        await Snippets.Many("success", [job.Id]);

        Assert.True(File.Exists($"{job.Id}.mp4"));
    }

    [Fact]
    public async Task Transfers() => await Snippets.Transfers(_mock.CreateHailuoClient());

    [Fact]
    public async Task Added() =>
        await Snippets.Added(_mock, _mock.CreateHailuoClient(), () => "of-another-process");

    [Fact]
    public async Task Resuming()
    {
        var id = "";

        await Snippets.Resuming(
            _mock.CreateHailuoClient(),
            stored => id = stored,
            () => id,
            new Progress<VideoJobUpdate>(),
            CancellationToken.None
        );

        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task Haiper() => await Snippets.Haiper("any-key", "success");

    [Fact]
    public async Task Configuration()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Cloudsway:AccessKey"] = "any-key",
                ["Cloudsway:Hailuo:EndpointPath"] = "success",
            }
        );

        Snippets.Configuration(builder);

        await using var application = builder.Build();
        Assert.Equal(
            "success",
            application.Services.GetRequiredService<HailuoClient>().EndpointPath
        );
    }

    [Fact]
    public async Task Registration()
    {
        var services = new ServiceCollection();

        Snippets.Code(services, "any-key", "success", "slow");

        await using var provider = services.BuildServiceProvider();
        Assert.Equal("slow", provider.GetRequiredKeyedService<HailuoClient>("fast").EndpointPath);
    }

    [Fact]
    public async Task Testing() => await Snippets.Testing();

    [Fact]
    public async Task Faults() => await Snippets.Faults();
}
