using CloudswayVideo.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Readme;

/// <summary>The code of the pages of the queue, so that it is compiled; see <see cref="ReadmeTests"/>.</summary>
internal static class Snippets
{
    public static void Registering(
        WebApplicationBuilder builder,
        string connectionString,
        Func<string, QueuedVideoState, CancellationToken, Task> NotifyAsync
    )
    {
        builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway"));
        builder.Services.AddCloudswayVideoQueue(queue =>
            queue
                .UsePostgreSql(connectionString)
                .Budget(20, TimeSpan.FromMinutes(1))
                .SaveTo(new FolderVideoStore("/mnt/videos"))
                .OnEnded(async (video, token) => await NotifyAsync(video.Key, video.State, token))
        );
        builder.Services.AddCloudswayVideoWorker();
        builder.Services.AddHealthChecks().AddCloudswayVideoQueue();
    }

    public static void Guarding(WebApplication app)
    {
        app.MapCloudswayVideoQueue("/jobs").RequireAuthorization("ops");
    }

    public static void Mapping(
        WebApplicationBuilder builder,
        WebApplication app,
        string connectionString
    )
    {
        builder.Services.AddCloudswayVideoQueue(queue => queue.UsePostgreSql(connectionString));
        app.MapCloudswayVideoQueue("/jobs");
    }

    public static async Task Enqueuing(IVideoQueue queue, Order order, string prompt)
    {
        await queue.EnqueueAsync(
            key: order.Id,
            HailuoVideoRequest.FromText(prompt),
            endpoint: "fast"
        );
        QueuedVideo? video = await queue.FindAsync(order.Id);
    }

    internal readonly record struct Order(string Id);
}
