using System.Diagnostics;

namespace CloudswayVideo.Tests.Support;

/// <summary>A pipe with a name among the files, as shells make it.</summary>
internal static class Pipe
{
    public static async Task CreateAsync(string path)
    {
        using var process = Process.Start("mkfifo", [path])!;
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }
}
