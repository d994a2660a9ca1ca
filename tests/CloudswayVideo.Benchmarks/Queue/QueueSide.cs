using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CloudswayVideo.Benchmarks.Queue;

/// <summary>The queue with Hangfire, as an application registers it.</summary>
internal sealed class QueueSide : ISide
{
    private readonly CountingStore _store = new();
    private readonly ServiceProvider _services;

    private QueueSide(Uri baseUrl, string connection) =>
        _services = ServicesOf(baseUrl, connection, _store).BuildServiceProvider();

    public int Saved => _store.Saved;

    public static async Task<ISide> StartAsync(Uri baseUrl, string connection)
    {
        var side = new QueueSide(baseUrl, connection);
        foreach (var worker in side._services.GetServices<IHostedService>())
        {
            await worker.StartAsync(CancellationToken.None);
        }

        return side;
    }

    public static IServiceCollection ServicesOf(Uri baseUrl, string connection, IVideoStore store)
    {
        var services = new ServiceCollection();
        services
            .AddCloudswayVideo(shared =>
            {
                (shared.AccessKey, shared.BaseUrl) = ("k", baseUrl);
                shared.Polling = new PollingOptions { Interval = TimeSpan.FromMilliseconds(200) };
            })
            .AddHaiper("e");
        return services
            .AddCloudswayVideoQueue(queue => queue.UsePostgreSql(connection).SaveTo(store))
            .AddCloudswayVideoWorker();
    }

    public Task EnqueueAsync(string row) =>
        _services
            .GetRequiredService<IVideoQueue>()
            .EnqueueAsync(row, new HaiperGenerateRequest { Prompt = row });

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _services.GetServices<IHostedService>())
        {
            await worker.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        _store.Dispose();
    }

    /// <summary>A folder that says how many videos it has.</summary>
    private sealed class CountingStore : IVideoStore, IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
        private readonly FolderVideoStore _store;
        private int _saved;

        public CountingStore() => _store = new FolderVideoStore(_folder.FullName);

        public int Saved => _saved;

        public Task CheckAsync(string key, CancellationToken cancellationToken) =>
            _store.CheckAsync(key, cancellationToken);

        public async Task<string> SaveAsync(
            string key,
            Video video,
            CancellationToken cancellationToken
        )
        {
            var file = await _store.SaveAsync(key, video, cancellationToken);
            Interlocked.Increment(ref _saved);
            return file;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
