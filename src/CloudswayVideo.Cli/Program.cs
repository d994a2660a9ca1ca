using System.CommandLine;
using CloudswayVideo;
using CloudswayVideo.Cli;
using CloudswayVideo.Cli.Contract;
using CloudswayVideo.Cli.Demo;
using CloudswayVideo.Cli.Mock;

var root = new RootCommand("Makes videos with Cloudsway's gateway (Hailuo and Haiper), and stands in for it locally.")
{
    DemoCommand.Create(),
    MockCommand.Create(),
    ContractCommand.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    return ExitCode.Interrupted;
}
catch (Exception exception) when (exception is CloudswayException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
{
    // What the user can do something about is said in one line; anything else is a bug and keeps its stack trace.
    await Console.Error.WriteLineAsync($"cloudsway-video: {exception.Message}");
    return ExitCode.Failed;
}
