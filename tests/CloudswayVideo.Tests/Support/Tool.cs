using CloudswayVideo.Cli;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// The tool, run in this process with streams, variables and folders of its own. Jobs take it no time.
/// </summary>
internal sealed class Tool : IDisposable
{
    public const string Key = "RWsecret0Gd";

    private readonly TemporaryFolder _folder = new();

    public Dictionary<string, string> Variables { get; } =
        new() { [CloudswayOptions.AccessKeyVariable] = Key };

    public string Input { get; set; } = "";

    public bool IsInteractive { get; set; }

    public TimeProvider Time { get; set; } = new SkippingTimeProvider();

    /// <summary>What the last run wrote to standard output.</summary>
    public string Out { get; private set; } = "";

    /// <summary>What the last run wrote to standard error.</summary>
    public string Error { get; private set; } = "";

    public string JournalPath => this["jobs.jsonl"];

    public string this[string name] => _folder[name];

    /// <summary>A tool that lacks nothing but a gateway.</summary>
    public static Tool WithEndpoints() =>
        new()
        {
            Input = "x",
            Variables =
            {
                ["CLOUDSWAY_HAILUO_ENDPOINT"] = "e",
                ["CLOUDSWAY_HAIPER_ENDPOINT"] = "e",
            },
        };

    /// <summary>Submits a job to a gateway, with the consent to pay.</summary>
    public Task<int> SubmitAsync(RawServer gateway, string prompt, params string[] options) =>
        PayAsync([
            "hailuo",
            "text-to-video",
            prompt,
            "--endpoint",
            "e",
            "--base-url",
            gateway.Url.AbsoluteUri,
            .. options,
        ]);

    /// <summary>Runs it. Whatever comes of that, the key must not be shown.</summary>
    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Synchronized(error), new StringReader(Input))
        {
            IsInteractive = IsInteractive,
            Variable = Variables.GetValueOrDefault,
            DataFolder = Path.GetDirectoryName(JournalPath)!,
            ConfigurationFolder = this["configuration"],
            CurrentFolder = this[""],
            Time = Time,
        };
        var exitCode = await CommandLine.RunAsync(terminal, arguments);
        (Out, Error) = (output.ToString().Trim(), error.ToString().Trim());
        (Out + Error).Should().NotContain(Key);
        return exitCode;
    }

    /// <summary>Runs a command that pays, with the consent that it takes where nobody can be asked.</summary>
    public Task<int> PayAsync(params string[] arguments) =>
        RunAsync(IsInteractive ? arguments : [.. arguments, "--yes"]);

    public void Dispose() => _folder.Dispose();
}
