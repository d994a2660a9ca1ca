using System.Diagnostics;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>A folder like this repository: a contract, a public surface, a version, and recorded releases.</summary>
internal sealed class VersionedProject : IDisposable
{
    public const string Contract = "spec/cloudsway-video.yaml";
    public const string Surface =
        "tests/CloudswayVideo.Tests/Surface/CloudswayVideo.Generated.approved.txt";
    public const string Members =
        "namespace CloudswayVideo\n{\n    public class Job\n    {\n        public string Id { get; }\n    }\n}\n";

    private readonly Tool _tool = new();

    public VersionedProject()
    {
        Write(Contract, ContractEdits.Contract);
        Write(Surface, Members);
        SetVersion("1.2.3");
    }

    public string this[string file] => _tool[file];

    public void Dispose() => _tool.Dispose();

    public Task<ToolRun> CompareAsync(params IEnumerable<string> arguments) =>
        ToolRun.OfAsync(_tool, ["contract", "diff", .. arguments]);

    public void Edit(string name) => Write(Contract, ContractEdits.All[name].Apply());

    public void SetVersion(string version) =>
        Write(
            "Directory.Build.props",
            $"<Project><PropertyGroup><Version>{version}</Version></PropertyGroup></Project>"
        );

    /// <summary>Records a release as spec/README.md says.</summary>
    public void Release(string version)
    {
        foreach (var file in new[] { Contract, Surface })
        {
            Write(
                $"spec/released/{version}/{Path.GetFileName(file)}",
                File.ReadAllText(_tool[file])
            );
        }
    }

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_tool[file])!);
        File.WriteAllText(_tool[file], text);
    }

    public void Commit()
    {
        RunGit("init", "--quiet");
        RunGit("add", ".");
        RunGit("-c user.name=Test -c user.email=test@example.com commit --quiet -m All".Split(' '));
    }

    public void RunGit(params IEnumerable<string> arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = _tool[""] }
        )!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
