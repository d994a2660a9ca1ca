using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudswayVideo.PackageTests;

/// <summary>A finished run of a program, with all that it printed.</summary>
public sealed record ProgramRun(int ExitCode, string Log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public int Generations => Regex.Count(Log, "Generating the client from");

    // A build prints an error with the number of its node before it, and once more in its summary without one.
    public IEnumerable<string> Errors =>
        Regex
            .Matches(Log, @"^(?:\s*\d+>)?\s*(.+ error .+?)\s*$", RegexOptions.Multiline)
            .Select(error => error.Groups[1].Value)
            .Distinct();

    public ProgramRun ShouldSucceed()
    {
        ExitCode.Should().Be(0, "the run printed\n{0}", Log);
        return this;
    }

    public static Task<ProgramRun> DotnetAsync(
        string folder,
        params IEnumerable<string> arguments
    ) => DotnetAsync(folder, new Dictionary<string, string>(), arguments);

    public static Task<ProgramRun> DotnetAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params IEnumerable<string> arguments
    ) => StartAsync("dotnet", folder, environment, arguments);

    public static async Task<ProgramRun> StartAsync(
        string program,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own MSBUILD* variables would direct the child to the host's SDK and make it another kind of
        // build.
        foreach (
            var name in start
                .Environment.Keys.Where(name =>
                    name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
                )
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        // A node or compiler that outlives the build would keep its output, and files of the temporary folder, open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process =
            Process.Start(start)
            ?? throw new InvalidOperationException($"{program} did not start.");
        var log = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"'{program} {string.Join(' ', start.ArgumentList)}' took longer than {Patience}:\n{Printed()}"
            );
        }

        return new ProgramRun(process.ExitCode, Printed());

        void Append(string? line)
        {
            lock (log)
            {
                log.AppendLine(line);
            }
        }

        string Printed()
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }
}
