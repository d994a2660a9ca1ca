using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Hangfire;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Benchmarks.Queue;

/// <summary>
/// What somebody would write with Hangfire alone: one job submits, another one asks and downloads. The storage has the
/// same settings as that of the queue.
/// </summary>
internal sealed class RawSide : ISide
{
    private static readonly TimeSpan UntilAsked = TimeSpan.FromMilliseconds(200);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly ServiceProvider _services;
    private readonly HaiperClient _haiper;
    private readonly BackgroundJobClient _jobs;
    private readonly BackgroundJobServer _workers;
    private int _saved;

    private RawSide(Uri baseUrl, string connection)
    {
        _services = QueueSide
            .ServicesOf(baseUrl, connection, new FolderVideoStore(_folder.FullName))
            .BuildServiceProvider();
        _haiper = _services.GetRequiredService<HaiperClient>();
        var storage = _services.GetRequiredService<QueueStorage>().Value;
        _jobs = new BackgroundJobClient(storage);
        _workers = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = 20,
                Activator = new Activator(this),
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
            },
            storage
        );
    }

    public int Saved => _saved;

    public static Task<ISide> StartAsync(Uri baseUrl, string connection) =>
        Task.FromResult<ISide>(new RawSide(baseUrl, connection));

    public Task EnqueueAsync(string row)
    {
        _jobs.Enqueue<RawSide>(one => one.SubmitAsync(row));
        return Task.CompletedTask;
    }

    public async Task SubmitAsync(string prompt)
    {
        var job = await _haiper.SubmitAsync(new HaiperGenerateRequest { Prompt = prompt });
        var token = job.ToToken();
        _jobs.Schedule<RawSide>(one => one.FetchAsync(token), UntilAsked);
    }

    public async Task FetchAsync(string token)
    {
        var job = _haiper.GetJob(token);
        var video = await job.WaitAsync();
        await video.SaveAsync(Path.Combine(_folder.FullName, job.Id));
        Interlocked.Increment(ref _saved);
    }

    public async ValueTask DisposeAsync()
    {
        _workers.Dispose();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Activator(RawSide side) : JobActivator
    {
        public override object ActivateJob(Type jobType) => side;
    }
}
