using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CloudswayVideo.PackageTests.Packages;

/// <summary>The installed tool's mock server, as a process of its own.</summary>
internal sealed class RunningMock : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private RunningMock(Process process, string baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public string BaseUrl { get; }

    public static async Task<RunningMock> StartAsync(
        string tool,
        IReadOnlyDictionary<string, string> environment,
        params IEnumerable<string> more
    )
    {
        var start = new ProcessStartInfo(
            tool,
            ["mock", "--url", "http://127.0.0.1:0", "--job-seconds", "0.001", .. more]
        )
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process =
            Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start.");
        using var deadline = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (Regex.Match(line, @"http://127\.0\.0\.1:\d+/v1/ai") is { Success: true } url)
            {
                return new RunningMock(process, url.Value);
            }
        }

        throw new InvalidOperationException(
            $"{tool} ended with {process.ExitCode} and named no address."
        );
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
