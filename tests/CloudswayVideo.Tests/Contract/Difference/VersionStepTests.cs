namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>"contract diff" in a repository fails until the version is increased as the differences demand.</summary>
public sealed class VersionStepTests : IDisposable
{
    private readonly VersionedProject _project = new();

    public void Dispose() => _project.Dispose();

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
        _project.Release(released);
        _project.SetVersion(released);
        _project.Edit(edit);

        var forgotten = await _project.CompareAsync();
        _project.SetVersion(demanded);
        var stepped = await _project.CompareAsync();

        forgotten.ExitCode.Should().Be(1);
        forgotten.Output.Should().Contain($"demands at least {demanded}");
        stepped.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Without_a_difference_the_version_may_stay()
    {
        _project.Release("1.2.3");

        var run = await _project.CompareAsync();

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("The step is none");
    }

    [Fact]
    public async Task A_version_that_was_increased_too_little_is_refused()
    {
        _project.Release("1.2.3");
        _project.Edit("reply field removed");
        _project.SetVersion("1.3.0");

        (await _project.CompareAsync())
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
    public async Task A_change_in_CSharp_alone_demands_its_step_too(
        string member,
        string changed,
        string demanded
    )
    {
        _project.Release("1.2.3");
        _project.Write(
            VersionedProject.Surface,
            VersionedProject.Members.Replace(member, changed, StringComparison.Ordinal)
        );

        var run = await _project.CompareAsync();

        run.Output.Should()
            .Contain("The contract is the same.")
            .And.Contain($"demands at least {demanded}");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task What_the_tests_saw_last_counts_as_CSharp_of_the_working_tree()
    {
        _project.Release("1.2.3");
        _project.Write(
            VersionedProject.Surface.Replace(".approved.", ".received.", StringComparison.Ordinal),
            VersionedProject.Members.Replace(
                "public class Job",
                "public class Work",
                StringComparison.Ordinal
            )
        );
        File.SetLastWriteTimeUtc(_project[VersionedProject.Surface], DateTime.UnixEpoch);

        (await _project.CompareAsync()).Output.Should().Contain("demands at least 2.0.0");
    }

    [Fact]
    public async Task After_a_change_of_the_contract_the_report_warns_that_the_surface_is_old()
    {
        _project.Release("1.2.3");
        _project.Edit("reply field added");

        (await _project.CompareAsync())
            .Output.Should()
            .Contain("The surface in C# is that of the last test run.");
    }

    [Fact]
    public async Task A_mistake_in_the_working_tree_is_reported_and_one_of_the_past_is_not()
    {
        var broken = ContractEdits.Contract.Replace(
            "x-task-value: url",
            "x-task-valeu: url",
            StringComparison.Ordinal
        );
        _project.Release("1.2.3");
        _project.Write(VersionedProject.Contract, broken);

        var now = await _project.CompareAsync();
        _project.Commit();
        _project.Write(VersionedProject.Contract, ContractEdits.Contract);
        var past = await _project.CompareAsync("HEAD");

        now.Errors.Should()
            .Contain("spec/cloudsway-video.yaml(")
            .And.Contain("did you mean \"x-task-value\"?");
        past.Output.Should().StartWith("From revision HEAD to the working tree");
    }

    [Fact]
    public async Task The_newest_release_is_compared_with()
    {
        _project.Release("1.10.0");
        _project.Edit("reply field removed");
        _project.Release("1.9.0");

        (await _project.CompareAsync())
            .Output.Should()
            .StartWith("From release 1.10.0 to the working tree");
    }

    [Fact]
    public async Task Without_a_recorded_release_the_comparison_fails()
    {
        var run = await _project.CompareAsync();

        run.ExitCode.Should().Be(2);
        run.Errors.Should().Contain("No release is recorded in spec/released.");
    }

    [Fact]
    public async Task A_release_that_was_tagged_and_not_recorded_is_missed()
    {
        _project.Release("1.2.3");
        _project.Commit();
        _project.RunGit("tag", "v1.3.0");

        var run = await _project.CompareAsync();

        run.ExitCode.Should().Be(1);
        run.Errors.Should().Contain("v1.3.0 is tagged, and spec/released ends at 1.2.3.");
    }

    [Fact]
    public async Task A_revision_can_be_compared_with()
    {
        _project.Commit();
        _project.Edit("reply field added");

        var forgotten = await _project.CompareAsync("HEAD");
        _project.SetVersion("1.3.0");
        var stepped = await _project.CompareAsync("HEAD");

        forgotten.ExitCode.Should().Be(1);
        forgotten
            .Output.Should()
            .StartWith("From revision HEAD to the working tree")
            .And.Contain("queuePosition");
        stepped.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task An_argument_that_is_neither_a_file_nor_a_revision_is_refused()
    {
        _project.Commit();

        (await _project.CompareAsync("--output=x")).ExitCode.Should().Be(2);
        (await _project.CompareAsync("v9"))
            .Errors.Should()
            .Contain("\"v9\" is neither a file or folder here nor a revision that git knows");
    }
}
