using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The tool, run as "cloudsway-video mock", and the signals that end it.</summary>
internal sealed partial class MockProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private MockProcess(Process process) => _process = process;

    public Uri BaseUrl { get; private set; } = null!;

    public string Output => _output.ToString();

    public static MockProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        new[] { "exec", Path.Combine(AppContext.BaseDirectory, "cloudsway-video.dll"), "mock" }.Concat(arguments).ToList().ForEach(start.ArgumentList.Add);
        return new MockProcess(Process.Start(start)!);
    }

    /// <summary>Comes back with what it says once it listens.</summary>
    public async Task<string> StartedAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains("CLOUDSWAY_BASE_URL", StringComparison.Ordinal))
            {
                BaseUrl = new Uri(Address().Match(Output).Value);
                return Output;
            }
        }

        throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
    }

    public async Task<(int ExitCode, string Error)> EndAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await EndedAsync();
    }

    public async Task<(int ExitCode, string Error)> EndedAsync()
    {
        var error = _process.StandardError.ReadToEndAsync();
        _output.Append(await _process.StandardOutput.ReadToEndAsync());
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

    [GeneratedRegex(@"http://\S+/v1/ai")]
    private static partial Regex Address();
}
