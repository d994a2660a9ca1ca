using System.Diagnostics;
using System.Globalization;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// A process that saves a video and can be killed at it. It is this assembly, run as the program that every test
/// project is.
/// </summary>
internal sealed class DownloadingProcess : IDisposable
{
    private readonly Process _process;

    private DownloadingProcess(Process process) => _process = process;

    public static DownloadingProcess Start(CloudswayOptions options, string target)
    {
        var start = new ProcessStartInfo("dotnet", Arguments(options, target))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new DownloadingProcess(Process.Start(start)!);
    }

    /// <summary>Starts it where no file can be longer, as on a disk that fills up.</summary>
    /// <param name="bytes">How long, a multiple of 512.</param>
    /// <param name="options">The client's.</param>
    /// <param name="target">Where to save.</param>
    public static DownloadingProcess StartWithRoomFor(
        int bytes,
        CloudswayOptions options,
        string target
    )
    {
        // The signal would end the process before its error could be seen; ignored, it leaves the error.
        var limited = string.Create(
            CultureInfo.InvariantCulture,
            $"trap '' XFSZ; ulimit -f {bytes / 512}; exec \"$0\" \"$@\""
        );
        var start = new ProcessStartInfo(
            "sh",
            ["-c", limited, "dotnet", .. Arguments(options, target)]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its memory for code would otherwise be a file, too, and a long one.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
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

    /// <summary>Comes back with what it said of its failure.</summary>
    public async Task<string> HasFailedAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync();
        var error = await _process.StandardError.ReadToEndAsync();
        await output;
        await _process.WaitForExitAsync();
        _process.ExitCode.Should().NotBe(0);
        return error;
    }

    /// <summary>As kill -9 does: the process gets no chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();

    private static string[] Arguments(CloudswayOptions options, string target) =>
        [
            "exec",
            typeof(DownloadingProcess).Assembly.Location,
            options.BaseUrl!.AbsoluteUri,
            target,
        ];

    /// <summary>What the process does.</summary>
    /// <param name="arguments">Where the gateway is, and where to save.</param>
    public static async Task SaveAsync(string[] arguments)
    {
        var client = new HaiperClient(
            new CloudswayOptions
            {
                AccessKey = "k",
                EndpointPath = "e",
                BaseUrl = new Uri(arguments[0]),
            }
        );
        var video = await client.GetJob("1").WaitAsync();
        await video.SaveAsync(
            arguments[1],
            new Listener(done =>
                Console.WriteLine(done.Bytes.ToString(CultureInfo.InvariantCulture))
            )
        );
    }
}
