using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Support;

/// <summary>A batch of the tool: a file of jobs, a folder for what comes of them, and the runs over it.</summary>
internal sealed class BatchFolder(PaidGateway gateway) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public Tool Tool { get; } = new();

    public string File { get; set; } = "jobs.jsonl";

    public string Folder => _home["out"];

    /// <summary>The results of the last run.</summary>
    public IReadOnlyList<JObject> Results =>
        [
            .. System
                .IO.File.ReadAllLines(Path.Combine(Folder, "results.jsonl"))
                .Select(JObject.Parse),
        ];

    public IEnumerable<string?> States => Results.Select(row => (string?)row["state"]);

    public Task WriteAsync(params string[] lines) =>
        System.IO.File.WriteAllLinesAsync(_home[File], lines);

    /// <summary>A row without an id of its own for each prompt.</summary>
    public Task WritePromptsAsync(params string[] prompts) =>
        WriteAsync([
            .. prompts.Select(prompt =>
                $$"""{"command":"haiper generate","prompt":"{{prompt}}"}"""
            ),
        ]);

    public Task<int> RunAsync(params string[] options) => Tool.PayAsync(Arguments(options));

    /// <summary>The same as a process of its own.</summary>
    public ToolProcess Start(params string[] options) =>
        ToolProcess.Start(_home, gateway.Url, [.. Arguments(options), "--yes"]);

    public void Dispose()
    {
        Tool.Dispose();
        _home.Dispose();
    }

    private string[] Arguments(string[] options) =>
        [
            "batch",
            _home[File],
            "--out",
            Folder,
            "--base-url",
            gateway.Url.AbsoluteUri,
            "--endpoint",
            "e",
            .. options,
        ];
}
