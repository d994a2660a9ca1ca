using System.Diagnostics;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>What a shell completes: a real one runs the script that the tool prints.</summary>
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
    [InlineData("cloudsway-video haiper generate \"it's a fox\" --dur", "--duration")]
    [InlineData("cloudsway-video wait --journal \"my jobs.jsonl\" job-", "job-3")]
    [InlineData("cloudsway-video wait --journal my\\ jobs.jsonl job-", "job-3")]
    [InlineData("cloudsway-video wait --journal='my jobs.jsonl' job-", "job-3")]
    public async Task Bash_completes(string line, string words) =>
        (await CompleteAsync(line)).Should().Equal(words.Split(' '));

    [LinuxFact]
    public async Task An_id_of_a_journal_from_elsewhere_is_no_command() =>
        (await CompleteAsync("cloudsway-video wait ", ids: ["$(echo-nothing)", "job-1"]))
            .Should()
            .Contain(["$(echo-nothing)", "job-1"]);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task A_script_has_the_words_itself_so_that_a_key_takes_no_time(string shell)
    {
        (await _tool.RunAsync("completion", shell)).Should().Be(0);

        _tool
            .Out.Should()
            .Contain("' haiper generate --aspect-ratio'")
            .And.Contain("'16:9 1:1 3:4 4:3 9:16'")
            .And.MatchRegex("' jobs'.*'--ids --mock --journal ")
            .And.MatchRegex("' wait'.*'@jobs ")
            .And.NotMatchRegex("[ '][-/][h?][ '\\n]", "help has one spelling");
    }

    [ShellTheory("fish")]
    [InlineData("cloudsway-video h", "hailuo haiper")]
    [InlineData("cloudsway-video haiper ex", "extend")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio 16", "16:9")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio=16:", "--aspect-ratio=16:9")]
    [InlineData("cloudsway-video haiper generate 'a fox' --dur", "--duration")]
    [InlineData("cloudsway-video --json jo", "jobs")]
    [InlineData("cloudsway-video wait job-", "job-1 job-2")]
    [InlineData("cloudsway-video haiper upscale --source-job job", "job-1 job-2")]
    [InlineData("cloudsway-video wait --fam", "--family")]
    [InlineData("cloudsway-video wait --journal 'my jobs.jsonl' job-", "job-3")]
    [InlineData("cloudsway-video wait --journal='my jobs.jsonl' job-", "job-3")]
    public async Task Fish_completes(string line, string words)
    {
        (await _tool.RunAsync("completion", "fish")).Should().Be(0);
        var script = $"""
            {_tool.Out}
            function cloudsway-video
              test "$argv" = 'jobs --ids'; and printf 'job-1\njob-2\n'
              string match -q -- '*my jobs.jsonl' $argv[3..]; and echo job-3
            end
            complete -C "{line}"
            """;

        (await RunAsync("fish", "--no-config", "-c", script))
            .Should()
            .BeEquivalentTo(words.Split(' '));
    }

    [ShellTheory("zsh")]
    [InlineData("cloudsway-video h", "hailuo haiper")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio 16", "16:9")]
    [InlineData("cloudsway-video haiper generate --aspect-ratio=16:", "16:9")]
    [InlineData("cloudsway-video haiper generate 'a fox' --dur", "--duration")]
    [InlineData("cloudsway-video hailuo image-to-video --image ", "files")]
    [InlineData("cloudsway-video --json jo", "jobs")]
    [InlineData("cloudsway-video wait job-", "job-1 job-2")]
    [InlineData("cloudsway-video haiper upscale --source-job job", "job-1 job-2")]
    [InlineData("cloudsway-video wait --journal 'my jobs.jsonl' job-", "job-3")]
    [InlineData("cloudsway-video wait --journal='my jobs.jsonl' job-", "job-3")]
    public async Task Zsh_completes(string line, string words)
    {
        (await _tool.RunAsync("completion", "zsh")).Should().Be(0);
        // In place of what zsh has only while a key is pressed: the words before it, and what takes the results.
        var script = """
            words=("${(z)1}") && [[ $1 == *' ' ]] && words+=('')
            CURRENT=$#words PREFIX=$words[-1]
            compset() { PREFIX=${PREFIX#*=} }
            compadd() {
              local -a fitting=(${(M)@[2,-1]:#$PREFIX*})
              (( $#fitting )) && print -l -- $fitting
            }
            _files() { print files }
            compdef() { $1 }
            cloudsway-video() {
              [[ "$*" == 'jobs --ids' ]] && print -l job-1 job-2
              [[ "$3$4" == *'my jobs.jsonl' ]] && print job-3
            }

            """;

        (await RunAsync("zsh", "-fc", script + _tool.Out, "zsh", line))
            .Should()
            .Equal(words.Split(' '));
    }

    // One process for all lines, because PowerShell takes a second to start.
    [ShellTheory("pwsh")]
    [InlineData(
        "cloudsway-video h => hailuo haiper",
        "cloudsway-video haiper ex => extend",
        "cloudsway-video haiper generate --aspect-ratio 16 => 16:9",
        "cloudsway-video haiper generate --aspect-ratio=16: => --aspect-ratio=16:9",
        "cloudsway-video haiper generate 'a fox' --dur => --duration",
        "cloudsway-video hailuo image-to-video --image=fo => --image=./fox.png",
        "cloudsway-video --json jo => jobs",
        "cloudsway-video wait job- => job-1 job-2",
        "cloudsway-video haiper upscale --source-job job => job-1 job-2",
        "cloudsway-video wait --fam => --family",
        "cloudsway-video wait --journal 'my jobs.jsonl' job- => job-3",
        "cloudsway-video wait --journal='my jobs.jsonl' job- => job-3"
    )]
    public async Task PowerShell_completes(params string[] lines)
    {
        (await _tool.RunAsync("completion", "pwsh")).Should().Be(0);
        await File.WriteAllTextAsync(_tool["fox.png"], "");
        var typed = lines.Select(line =>
            line.Split(" => ")[0].Replace("'", "''", StringComparison.Ordinal)
        );
        var script = $$"""
            {{_tool.Out}}
            function cloudsway-video {
              if ("$args" -eq 'jobs --ids') { 'job-1', 'job-2' }
              if ("$args" -like '*my jobs.jsonl') { 'job-3' }
            }
            Set-Location '{{_tool[""]}}'
            foreach ($typed in '{{string.Join("', '", typed)}}') {
              "$typed => " + (TabExpansion2 $typed $typed.Length).CompletionMatches.CompletionText
            }
            """;

        (await RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-Command", script))
            .Should()
            .Equal(lines);
    }

    [Theory]
    [InlineData("$(command)")]
    [InlineData("two words")]
    [InlineData("it's")]
    [InlineData("--yes")]
    public async Task An_id_that_a_shell_could_execute_is_not_completed(string id)
    {
        await File.WriteAllLinesAsync(_tool.JournalPath, [Entry("job-1"), Entry(id)]);

        (await IdsAsync()).Should().Equal("job-1");
    }

    [Fact]
    public async Task The_ids_of_jobs_are_those_of_the_journal_that_the_line_names()
    {
        await File.WriteAllLinesAsync(
            _tool.JournalPath,
            [Entry("job-1"), "damaged", Entry("job-2")]
        );

        (await IdsAsync()).Should().Equal("job-1", "job-2");
        (await IdsAsync("--journal", _tool["none.jsonl"])).Should().Equal("");
        (await IdsAsync("--mock")).Should().Equal("");
    }

    private static string Entry(string id) =>
        $$"""{"attempt":"{{Guid.NewGuid()}}","at":"2026-01-01T00:00:00Z","event":"accepted","family":"haiper","""
        + $$"""
            "kind":"generate","endpoint":"e","baseUrl":"http://localhost/","id":"{{id}}"}
            """;

    private async Task<string[]> IdsAsync(params string[] which)
    {
        (await _tool.RunAsync(["jobs", "--ids", .. which])).Should().Be(0);
        return _tool.Out.Split('\n', StringSplitOptions.TrimEntries);
    }

    private async Task<string[]> CompleteAsync(string line, params string[] ids)
    {
        ids = ids is [] ? ["job-1", "job-2"] : ids;
        (await _tool.RunAsync("completion", "bash")).Should().Be(0);
        // The tool itself is asked for ids alone.
        var script = $"""
            {_tool.Out}
            cloudsway-video() {OpenBrace}
              [[ "$*" == "jobs --ids" ]] && printf '%s\n' '{string.Join("' '", ids)}'
              [[ "$3$4" == *"my jobs.jsonl" ]] && echo job-3
            {CloseBrace}
            COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
            COMP_LINE=$1 COMP_POINT=$2
            _cloudsway_video
            printf '%s\n' "${OpenBrace}COMPREPLY[@]{CloseBrace}"
            """;
        return await RunAsync("bash", "-ec", script, "bash", line, $"{line.Length}");
    }

    private static async Task<string[]> RunAsync(string shell, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(shell, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1" },
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        error.Should().BeEmpty();
        return (await output).TrimEnd('\n').Split('\n');
    }

    private const string OpenBrace = "{";
    private const string CloseBrace = "}";
}
