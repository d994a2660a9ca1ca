using System.Data.Common;
using System.Net.Sockets;
using CloudswayVideo;
using CloudswayVideo.Queue;
using CloudswayVideo.Worker;
using Microsoft.Extensions.Options;

if (args is ["demo"])
{
    return await Demo.RunAsync();
}

try
{
    return await RunAsync(args);
}
// A mistake in the configuration is shown in one line, without a stack trace.
catch (Exception exception)
    when (exception
            is ArgumentException
                or OptionsValidationException
                or VideoJournalException
                or InvalidOperationException
                or NotSupportedException
                or FormatException
                or IOException
                or DbException
                or SocketException
    )
{
    await Console.Error.WriteLineAsync($"cloudsway-video-worker: {exception.Message}");
    return 1;
}
// It was stopped while it waited for its database.
catch (OperationCanceledException)
{
    return 0;
}

static async Task<int> RunAsync(string[] args)
{
    ConfigurationCheck.Check(args);
    var builder = WebApplication.CreateBuilder(args);
    ConfigurationCheck.Check(builder.Configuration);
    var settings = builder.Configuration.GetSection("Queue").Get<WorkerSettings>() ?? new();
    builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway"));
    builder.Services.AddCloudswayVideoQueue(settings.Apply);
    builder.Services.AddHealthChecks().AddCloudswayVideoQueue();
    if (settings.Slots != 0)
    {
        WorkerSettings.Set(
            nameof(settings.Slots),
            () => builder.Services.AddCloudswayVideoWorker(settings.Slots)
        );
    }

    // The host logs a failure with a stack trace; it is shown above in one line.
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    await using var app = builder.Build();
    app.MapHealthChecks("/health");
    if (settings.PostgreSql is not null)
    {
        app.MapCloudswayVideoQueue("/jobs");
    }

    await app.RunAsync();
    return 0;
}
