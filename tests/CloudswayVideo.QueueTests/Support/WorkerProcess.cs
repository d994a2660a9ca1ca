using System.Diagnostics;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>The worker that people deploy, as a process to be killed or stopped.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private WorkerProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static WorkerProcess Start(
        string connection,
        Uri baseUrl,
        string folder,
        IReadOnlyDictionary<string, string>? more = null
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "CloudswayVideo.Worker.dll")]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var settings = new Dictionary<string, string>
        {
            ["Cloudsway__AccessKey"] = "secret-key",
            ["Cloudsway__BaseUrl"] = baseUrl.AbsoluteUri,
            ["Cloudsway__Haiper__EndpointPath"] = "e",
            ["Cloudsway__SubmitTimeout"] = "00:00:10",
            ["Cloudsway__RequestTimeout"] = "00:00:10",
            ["Cloudsway__Polling__Interval"] = "00:00:02",
            ["Queue__PostgreSql"] = connection,
            ["Queue__Folder"] = folder,
            ["Queue__Slots"] = "10",
            ["Urls"] = "http://127.0.0.1:0",
            ["Logging__LogLevel__Default"] = "Error",
            ["DOTNET_gcServer"] = "0",
        };
        foreach (var (name, value) in settings.Concat(more ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>As kill -9 does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>As kill -STOP and kill -CONT do.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {name} {_process.Id}"]);
        kill.WaitForExit();
    }

    public Task<string> OutputAsync() => _output;

    public Task<string> ErrorAsync() => _error;

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
