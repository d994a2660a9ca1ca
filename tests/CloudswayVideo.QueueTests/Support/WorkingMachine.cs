using CloudswayVideo.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>An application with a queue, a worker and, if it is mapped, a dashboard.</summary>
internal sealed class WorkingMachine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloudsway-machine-");

    private WorkingMachine(WebApplication app) => App = app;

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
        WorkingMachine? machine = null;
        builder.Services.AddCloudswayVideoQueue(queue =>
        {
            configure(queue.SaveTo(new LateStore(() => machine!._folder.FullName)));
        });
        builder.Services.AddCloudswayVideoWorker(slots);
        var app = builder.Build();
        machine = new WorkingMachine(app);
        map?.Invoke(app);
        await app.StartAsync();
        return machine;
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
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class LateStore(Func<string> folder) : IVideoStore
    {
        public Task<string> SaveAsync(
            string key,
            Video video,
            CancellationToken cancellationToken
        ) => new FolderVideoStore(folder()).SaveAsync(key, video, cancellationToken);
    }
}
