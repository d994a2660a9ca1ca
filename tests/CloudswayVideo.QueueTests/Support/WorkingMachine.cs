using CloudswayVideo.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>An application with a queue, a worker and, if it is mapped, a dashboard.</summary>
internal sealed class WorkingMachine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private WorkingMachine(WebApplication app, DirectoryInfo folder) =>
        (App, _folder) = (app, folder);

    public WebApplication App { get; }

    public IVideoQueue Queue => App.Services.GetRequiredService<IVideoQueue>();

    public Uri Url => new(App.Urls.Single());

    public static async Task<WorkingMachine> StartAsync(
        CountingGateway gateway,
        Action<VideoQueueBuilder> configure,
        Action<WebApplication>? map = null,
        Action<IServiceCollection>? register = null,
        int slots = 5
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddCloudswayVideo(shared =>
            {
                (shared.AccessKey, shared.BaseUrl) = ("RWsecret0Gd", gateway.BaseUrl);
                shared.Polling = new PollingOptions { Interval = TimeSpan.FromMilliseconds(200) };
            })
            .AddHaiper("e");
        register?.Invoke(builder.Services);
        var folder = Directory.CreateTempSubdirectory("cloudsway-machine-");
        builder.Services.AddCloudswayVideoQueue(queue =>
            configure(
                queue
                    .UseSqlite(Path.Combine(folder.FullName, "jobs.db"))
                    .SaveTo(new FolderVideoStore(folder.FullName))
            )
        );
        builder.Services.AddCloudswayVideoWorker(slots);
        var app = builder.Build();
        map?.Invoke(app);
        await app.StartAsync();
        return new WorkingMachine(app, folder);
    }

    /// <summary>Comes back when a row stands so.</summary>
    public async Task<QueuedVideo> HasAsync(string key, Func<QueuedVideo, bool> how)
    {
        while (true)
        {
            if (await Queue.FindAsync(key) is { } video && how(video))
            {
                return video;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!App.Lifetime.ApplicationStopped.IsCancellationRequested)
        {
            await App.StopAsync();
        }

        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
