using System.Diagnostics;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>"contract diff" in a repository fails until the version is stepped as the difference demands.</summary>
public sealed class VersionStepTests : IDisposable
{
    private const string Contract = "spec/cloudsway-video.yaml";
    private const string Surface =
        "tests/CloudswayVideo.Tests/Surface/CloudswayVideo.Generated.approved.txt";
    private const string Members =
        "namespace CloudswayVideo\n{\n    public class Job\n    {\n        public string Id { get; }\n    }\n}\n";

    private readonly Tool _tool = new();

    public VersionStepTests()
    {
        Write(Contract, ContractEdits.Contract);
        Write(Surface, Members);
        SetVersion("1.2.3");
    }

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("1.2.3", "description changed", "1.2.4")]
    [InlineData("1.2.3", "reply field added", "1.3.0")]
    [InlineData("1.2.3", "reply field removed", "2.0.0")]
    [InlineData("0.4.1", "description changed", "0.4.2")]
    [InlineData("0.4.1", "reply field added", "0.4.2")]
    [InlineData("0.4.1", "reply field removed", "0.5.0")]
    public async Task The_version_has_to_be_as_high_as_the_difference_demands(
        string released,
        string edit,
        string demanded
    )
    {
        Release(released);
        SetVersion(released);
        Write(Contract, ContractEdits.All[edit].Apply(ContractEdits.Contract));

        var forgotten = await CompareAsync();
        SetVersion(demanded);
        var stepped = await CompareAsync();

        forgotten.ExitCode.Should().Be(1);
        forgotten.Output.Should().Contain($"demands at least {demanded}");
        stepped.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Without_a_difference_the_version_may_stay()
    {
        Release("1.2.3");

        var run = await CompareAsync();

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("The step is none");
    }

    [Fact]
    public async Task A_version_that_was_stepped_less_than_demanded_is_not_stepped()
    {
        Release("1.2.3");
        Write(Contract, ContractEdits.All["reply field removed"].Apply(ContractEdits.Contract));
        SetVersion("1.3.0");

        (await CompareAsync())
            .Output.Should()
            .Contain(
                "demands at least 2.0.0, but the version is 1.3.0: set <Version> in Directory.Build.props."
            );
    }

    [Theory]
    [InlineData(
        "public string Id { get; }",
        "public string Id { get; }\n        public string Name { get; }",
        "1.3.0"
    )]
    [InlineData("public string Id { get; }", "public string? Id { get; }", "2.0.0")]
    [InlineData("public class Job", "public class Work", "2.0.0")]
    [InlineData("        public string Id { get; }\n", "", "2.0.0")]
    public async Task What_changes_in_CSharp_alone_demands_its_step_too(
        string member,
        string changed,
        string demanded
    )
    {
        Release("1.2.3");
        Write(Surface, Members.Replace(member, changed, StringComparison.Ordinal));

        var run = await CompareAsync();

        run.Output.Should()
            .Contain("The contract is the same.")
            .And.Contain($"demands at least {demanded}");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task What_the_tests_saw_last_counts_as_CSharp_of_the_working_tree()
    {
        Release("1.2.3");
        Write(
            Surface.Replace(".approved.", ".received.", StringComparison.Ordinal),
            Members.Replace("public class Job", "public class Work", StringComparison.Ordinal)
        );
        File.SetLastWriteTimeUtc(_tool[Surface], DateTime.UnixEpoch);

        (await CompareAsync()).Output.Should().Contain("demands at least 2.0.0");
    }

    [Fact]
    public async Task After_a_change_of_the_contract_the_age_of_the_surface_is_told()
    {
        Release("1.2.3");
        Write(Contract, ContractEdits.All["reply field added"].Apply(ContractEdits.Contract));

        (await CompareAsync())
            .Output.Should()
            .Contain("The surface in C# is that of the last test run.");
    }

    [Fact]
    public async Task A_mistake_in_the_working_tree_is_told_and_one_of_the_past_is_not()
    {
        var broken = ContractEdits.Contract.Replace(
            "x-task-value: url",
            "x-task-valeu: url",
            StringComparison.Ordinal
        );
        Release("1.2.3");
        Write(Contract, broken);

        var now = await CompareAsync();
        Commit();
        Write(Contract, ContractEdits.Contract);
        var past = await CompareAsync("HEAD");

        now.Errors.Should()
            .Contain("spec/cloudsway-video.yaml(")
            .And.Contain("did you mean \"x-task-value\"?");
        past.Output.Should().StartWith("From revision HEAD to the working tree");
    }

    [Fact]
    public async Task The_newest_release_is_compared_with()
    {
        Release("1.10.0");
        Write(Contract, ContractEdits.All["reply field removed"].Apply(ContractEdits.Contract));
        Release("1.9.0");

        (await CompareAsync()).Output.Should().StartWith("From release 1.10.0 to the working tree");
    }

    [Fact]
    public async Task Without_a_recorded_release_nothing_passes_in_silence()
    {
        var run = await CompareAsync();

        run.ExitCode.Should().Be(2);
        run.Errors.Should().Contain("No release is recorded in spec/released.");
    }

    [Fact]
    public async Task A_release_that_was_tagged_and_not_recorded_is_missed()
    {
        Release("1.2.3");
        Commit();
        RunGit("tag", "v1.3.0");

        var run = await CompareAsync();

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("v1.3.0 is tagged, and spec/released ends at 1.2.3.");
    }

    [Fact]
    public async Task A_revision_can_be_compared_with()
    {
        Commit();
        Write(Contract, ContractEdits.All["reply field added"].Apply(ContractEdits.Contract));

        var forgotten = await CompareAsync("HEAD");
        SetVersion("1.3.0");
        var stepped = await CompareAsync("HEAD");

        forgotten.ExitCode.Should().Be(1);
        forgotten
            .Output.Should()
            .StartWith("From revision HEAD to the working tree")
            .And.Contain("queuePosition");
        stepped.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task What_is_neither_a_file_nor_a_revision_is_said()
    {
        Commit();

        (await CompareAsync("--output=x")).ExitCode.Should().Be(2);
        (await CompareAsync("v9"))
            .Errors.Should()
            .Contain("\"v9\" is neither a file or folder here nor a revision that git knows");
    }

    private Task<ToolRun> CompareAsync(params IEnumerable<string> arguments) =>
        ToolRun.OfAsync(_tool, ["contract", "diff", .. arguments]);

    private void SetVersion(string version) =>
        Write(
            "Directory.Build.props",
            $"<Project><PropertyGroup><Version>{version}</Version></PropertyGroup></Project>"
        );

    // As spec/README.md says.
    private void Release(string version)
    {
        foreach (var file in new[] { Contract, Surface })
        {
            Write(
                $"spec/released/{version}/{Path.GetFileName(file)}",
                File.ReadAllText(_tool[file])
            );
        }
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_tool[file])!);
        File.WriteAllText(_tool[file], text);
    }

    private void Commit()
    {
        RunGit("init", "--quiet");
        RunGit("add", ".");
        RunGit(
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.com",
            "commit",
            "--quiet",
            "--message",
            "All"
        );
    }

    private void RunGit(params IEnumerable<string> arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = _tool[""] }
        )!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
