using System.Diagnostics;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>What a shell completes. For bash, a real one runs the script that the tool prints.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [LinuxTheory]
    [InlineData("cloudsway-video h", "hailuo haiper")]
    [InlineData("cloudsway-video haiper ex", "extend")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio 16", "16:9")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio 16:", "9")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio=16:", "9")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio=", "16:9 1:1 3:4 4:3 9:16")]
    [InlineData("cloudsway-video haiper generate \"a fox\" --dur", "--duration")]
    [InlineData("cloudsway-video hailuo image-to-video --ima", "--image")]
    [InlineData("cloudsway-video hailuo image-to-video --image ", "")]
    [InlineData("cloudsway-video hailuo image-to-video --image fo", "")]
    [InlineData("cloudsway-video batch --out ", "")]
    [InlineData("cloudsway-video batch jo", "")]
    [InlineData("cloudsway-video --json jo", "jobs")]
    [InlineData("cloudsway-video jobs --mo", "--mock")]
    [InlineData("cloudsway-video completion z", "zsh")]
    [InlineData("cloudsway-video wait job-", "job-1 job-2")]
    [InlineData("cloudsway-video haiper upscale --source-job ", "job-1 job-2")]
    [InlineData("cloudsway-video wait --fam", "--family")]
    [InlineData("cloudsway-video wait * --fam", "--family")]
    public async Task Bash_completes(string line, string words) =>
        (await CompleteAsync(line)).Should().Equal(words.Split(' '));

    [Fact]
    public async Task The_ids_of_jobs_are_found_in_the_journal_that_the_line_names()
    {
        await File.WriteAllLinesAsync(
            _tool.JournalPath,
            [Entry("job-1"), "damaged", Entry("job-2")]
        );

        (await SuggestAsync("cloudsway-video wait ")).Should().Equal("job-1", "job-2");
        (await SuggestAsync("cloudsway-video download job-2")).Should().Equal("job-2");
        (await SuggestAsync("cloudsway-video wait --mock ")).Should().NotContain("job-1");
    }

    [Theory]
    [InlineData("cloudsway-video haiper generate --aspect-ratio=16:", "16:9")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio 16:", "16:9")]
    public async Task The_other_shells_are_told_values_with_colons(string line, string word) =>
        (await SuggestAsync(line)).Should().Equal(word);

    [Fact]
    public async Task No_spelling_of_help_but_one_is_offered()
    {
        (await SuggestAsync("cloudsway-video jobs -"))
            .Should()
            .Contain("--help")
            .And.NotContain(["-h", "-?", "/h", "/?"]);
        (await SuggestAsync("cloudsway-video /")).Should().NotContain(["/h", "/?"]);
    }

    private static string Entry(string id) =>
        $$"""{"attempt":"{{Guid.NewGuid()}}","at":"2026-01-01T00:00:00Z","event":"accepted","family":"haiper","""
        + $$"""
            "kind":"generate","endpoint":"e","baseUrl":"http://localhost/","id":"{{id}}"}
            """;

    private async Task<string[]> SuggestAsync(string line)
    {
        (await _tool.RunAsync($"[suggest:{line.Length}]", line)).Should().Be(0);
        return _tool.Out.Split('\n', StringSplitOptions.TrimEntries);
    }

    private async Task<string[]> CompleteAsync(string line)
    {
        (await _tool.RunAsync("completion", "bash")).Should().Be(0);
        // The tool itself is asked for ids alone.
        var script = $"""
            {_tool.Out}
            cloudsway-video() {OpenBrace} [[ $2 == "cloudsway-video wait "* ]] && printf 'job-1\njob-2\n'; {CloseBrace}
            COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
            COMP_LINE=$1 COMP_POINT=$2
            _cloudsway_video
            printf '%s\n' "${OpenBrace}COMPREPLY[@]{CloseBrace}"
            """;
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-ec", script, "bash", line, $"{line.Length}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var error = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        error.Should().BeEmpty();
        return (await output).TrimEnd('\n').Split('\n');
    }

    private const string OpenBrace = "{";
    private const string CloseBrace = "}";
}
