using System.Diagnostics;

namespace CloudswayVideo.QueueTests.Worker;

/// <summary>What the worker that people deploy says about a mistake in its configuration.</summary>
public class ConfigurationTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("Queue__Postgres", "Host=db", "*Queue:Postgres is not known*PostgreSql*")]
    [InlineData("Cloudsway__Hailou__EndpointPath", "e", "*Cloudsway:Hailou is not known*Hailuo*")]
    [InlineData(
        "Cloudsway__Haiper__Endpoint",
        "e",
        "*Cloudsway:Haiper:Endpoint is not*EndpointPath*"
    )]
    [InlineData(
        "Cloudsway__Haiper__Endpoints__fast__Path",
        "e",
        "*Cloudsway:Haiper:Endpoints:fast:Path is not*EndpointPath*"
    )]
    [InlineData("Cloudsway__Polling__Intervall", "1", "*Cloudsway:Polling:Intervall is*Interval*")]
    [InlineData("Cloudsway__AccessKey", "", "*access key*")]
    [InlineData("Queue__Slots", "-1", "*Queue:Slots*-1*")]
    [InlineData("Queue__Requests", "-5", "*Queue:Requests*-5*")]
    [InlineData("Queue__Folder", " ", "*Queue:Folder*")]
    [InlineData("Queue__PostgreSql", "", "*Queue:PostgreSql*")]
    [InlineData("Queue__Sqlite", "/", "*the SQLite file /*")]
    [InlineData("Queue__Slots", "many", "*Queue:Slots is \"many\". Give a whole number*")]
    [InlineData("Queue__Per", "soon", "*Queue:Per is \"soon\". Give a time*")]
    [InlineData("Cloudsway__Polling__Interval", "soon", "*Polling:Interval*Give a time*")]
    [InlineData("Urls", "nonsense", "*nonsense*")]
    [InlineData("Urls", "http://198.51.100.1:1", "*address*")]
    public async Task A_mistake_is_told_in_one_line(string key, string value, string message)
    {
        var (exitCode, output, error) = await RunAsync(key, value);

        exitCode.Should().Be(1);
        output.Should().NotContain("   at ");
        error.Should().NotContain("   at ").And.Match($"cloudsway-video-worker: {message}");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("dmeo")]
    [InlineData("--help")]
    [InlineData("--slots=5")]
    [InlineData("demo", "again")]
    public async Task An_argument_that_nothing_reads_does_not_start_a_worker(
        params string[] arguments
    )
    {
        var (exitCode, _, error) = await RunAsync("Queue__Slots", "1", arguments);

        exitCode.Should().Be(1);
        error
            .Should()
            .Match("cloudsway-video-worker: Found the argument*\"demo\" alone, or nothing*");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string key,
        string value,
        params string[] arguments
    )
    {
        var folder = Directory.CreateTempSubdirectory("cloudsway-worker-");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec",
                Path.Combine(AppContext.BaseDirectory, "CloudswayVideo.Worker.dll"),
                .. arguments,
            ]
        )
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Cloudsway__AccessKey"] = "k";
        start.Environment["Cloudsway__Haiper__EndpointPath"] = "e";
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        folder.Delete(recursive: true);
        return (process.ExitCode, await output, error);
    }
}
