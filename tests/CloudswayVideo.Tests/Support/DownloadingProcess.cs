using System.Diagnostics;
using System.Globalization;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// A process that saves a video and can be killed at it. It is this assembly, run as the program that every test project
/// is; nothing else here has a use for an entry point.
/// </summary>
internal sealed class DownloadingProcess : IDisposable
{
    private readonly Process _process;

    private DownloadingProcess(Process process) => _process = process;

    public static DownloadingProcess Start(CloudswayOptions options, string target)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        new[] { "exec", typeof(DownloadingProcess).Assembly.Location, options.BaseUrl!.AbsoluteUri, target }.ToList().ForEach(start.ArgumentList.Add);
        return new DownloadingProcess(Process.Start(start)!);
    }

    /// <summary>Comes back when so many bytes are in the file.</summary>
    public async Task HasReachedAsync(long bytes)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == bytes.ToString(CultureInfo.InvariantCulture))
            {
                return;
            }
        }

        throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
    }

    public async Task HasEndedWellAsync()
    {
        await _process.WaitForExitAsync();
        _process.ExitCode.Should().Be(0);
    }

    /// <summary>As kill -9 does: the process gets no chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();

    private static async Task Main(string[] arguments)
    {
        var client = new HaiperClient(new CloudswayOptions { AccessKey = "k", EndpointPath = "e", BaseUrl = new Uri(arguments[0]) });
        var video = await client.GetJob("1").WaitAsync();
        await video.SaveAsync(arguments[1], new Listener(bytes => Console.WriteLine(bytes.ToString(CultureInfo.InvariantCulture))));
    }
}
