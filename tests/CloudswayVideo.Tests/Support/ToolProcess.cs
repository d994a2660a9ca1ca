using System.Diagnostics;

namespace CloudswayVideo.Tests.Support;

/// <summary>The tool as a process of its own, with a home of its own, to be interrupted or killed.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;

    private ToolProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public static ToolProcess Start(TemporaryFolder home, Uri baseUrl, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        new[] { "exec", Path.Combine(AppContext.BaseDirectory, "cloudsway-video.dll") }
            .Concat(arguments)
            .ToList()
            .ForEach(start.ArgumentList.Add);
        start.Environment["XDG_DATA_HOME"] = home["data"];
        start.Environment["XDG_CONFIG_HOME"] = home["configuration"];
        start.Environment[CloudswayOptions.AccessKeyVariable] = Tool.Key;
        start.Environment[CloudswayOptions.BaseUrlVariable] = baseUrl.AbsoluteUri;
        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Comes back with the line of standard error that starts so.</summary>
    public async Task<string> HasSaidAsync(string start)
    {
        var heard = "";
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            heard += line + "\n";
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It never said \"{start}\", but: {heard}");
    }

    /// <summary>As Ctrl-C does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s INT {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>As closing the terminal does.</summary>
    public void HangUp()
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s HUP {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Runs it to its end on a pseudo-terminal of a width.</summary>
    public static async Task<(int ExitCode, string Screen)> OnTerminalAsync(
        TemporaryFolder home,
        int columns,
        params string[] arguments
    )
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "cloudsway-video.dll");
        var command = string.Join(' ', arguments.Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo(
            "script",
            ["-qec", $"stty cols {columns}; dotnet exec '{tool}' {command}", "/dev/null"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_DATA_HOME"] = home["data"];
        start.Environment["TERM"] = "xterm";
        using var process = Process.Start(start)!;
        var screen = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, screen);
    }

    /// <summary>As kill -9 does: the process gets no chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>The exit code, and what was written and not yet read.</summary>
    public async Task<(int ExitCode, string Out, string Error)> EndAsync()
    {
        var error = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, (await _output).Trim(), error);
    }

    public void Dispose() => _process.Dispose();
}
