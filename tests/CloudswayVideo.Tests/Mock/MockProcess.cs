using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The tool, run as "cloudsway-video mock", and the signals that end it.</summary>
internal sealed partial class MockProcess : IDisposable
{
    private readonly Process _process;

    private MockProcess(Process process) => _process = process;

    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>What it printed after its greeting, once it has ended.</summary>
    public string Report { get; private set; } = "";

    public static MockProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        new[] { "exec", Path.Combine(AppContext.BaseDirectory, "cloudsway-video.dll"), "mock" }
            .Concat(arguments)
            .ToList()
            .ForEach(start.ArgumentList.Add);
        return new MockProcess(Process.Start(start)!);
    }

    /// <summary>Comes back with what it says once it listens.</summary>
    public async Task<string> StartedAsync()
    {
        var output = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
            if (
                line.Contains("CLOUDSWAY_BASE_URL", StringComparison.Ordinal)
                || line.StartsWith('{')
            )
            {
                BaseUrl = new Uri(Address().Match(output.ToString()).Value);
                return output.ToString();
            }
        }

        throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
    }

    public async Task<(int ExitCode, string Error)> EndAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {signal} {_process.Id}"]);
        var error = _process.StandardError.ReadToEndAsync();
        Report = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"http://[^\s""]+/v1/ai")]
    private static partial Regex Address();
}
