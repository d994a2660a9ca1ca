namespace CloudswayVideo.Tests.Support;

/// <summary>A finished run of the tool.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public static async Task<ToolRun> OfAsync(Tool tool, params IEnumerable<string> arguments) =>
        new(await tool.RunAsync([.. arguments]), tool.Out, tool.Error);
}
