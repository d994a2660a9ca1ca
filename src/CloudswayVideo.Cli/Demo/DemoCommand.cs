using System.CommandLine;

namespace CloudswayVideo.Cli.Demo;

/// <summary>"demo": both families, every kind of job, against an embedded mock.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder to save the videos in.",
            DefaultValueFactory = _ => new DirectoryInfo("demo-videos"),
        };
        var command = new Command("demo", "Makes six videos against an embedded mock of the gateway. Costs nothing.") { folder };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(folder)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        folder.Create();
        var results = await DemoDisplay.WithProgressAsync(display => DemoRun.RunAsync(folder, display, cancellationToken));
        DemoDisplay.ShowTable(results);
        return ExitCode.Done;
    }
}
