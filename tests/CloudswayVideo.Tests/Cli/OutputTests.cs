using System.Diagnostics;
using CloudswayVideo.Cli;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Where no video can be saved, nothing is paid for; and nothing that is there is lost.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    public static TheoryData<string, string> Places =>
        new()
        {
            { "-", "--out is \"-\"" },
            { "there.mp4", "exists already. Give another name, or --overwrite" },
            { "there.mp4/", "nothing can be saved there" },
            { "there.mp4/v.mp4", "nothing can be saved there" },
            { new string('n', 240) + ".mp4", "nothing can be saved there" },
            {
                string.Concat(Enumerable.Repeat("\u72d0", 82)) + ".mp4",
                "nothing can be saved there"
            },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task What_cannot_be_saved_is_found_before_paying(string place, string problem)
    {
        await File.WriteAllTextAsync(_tool["there.mp4"], "mine");
        var target = place == "-" ? place : _tool[place];

        (await SubmitAsync("--out", target)).Should().Be(2);

        _tool.Error.Should().Contain(problem);
        (await File.ReadAllTextAsync(_tool["there.mp4"])).Should().Be("mine");
    }

    [LinuxFact]
    public async Task A_device_or_a_pipe_is_not_replaced()
    {
        using (var mkfifo = Process.Start("mkfifo", _tool["pipe"]))
        {
            await mkfifo.WaitForExitAsync();
        }

        foreach (var target in new[] { "/dev/null", _tool["pipe"] })
        {
            (await SubmitAsync("--out", target, "--overwrite")).Should().Be(2);
            _tool.Error.Should().Contain("is a device or a pipe");
        }
    }

    [LinuxFact]
    public async Task A_folder_that_takes_no_file_is_found_before_paying()
    {
        (await SubmitAsync("--out", "/proc/")).Should().Be(2);

        _tool.Error.Should().Contain("nothing can be saved there");
    }

    [LinuxFact]
    public async Task A_file_is_replaced_if_that_is_asked_for_and_a_link_stays_one()
    {
        await File.WriteAllTextAsync(_tool["there.mp4"], "old");
        File.CreateSymbolicLink(_tool["link.mp4"], _tool["there.mp4"]);

        (await SubmitAsync("--out", _tool["link.mp4"])).Should().Be(2);
        (await SubmitAsync("--out", _tool["link.mp4"], "--overwrite")).Should().Be(0, _tool.Error);

        new FileInfo(_tool["there.mp4"]).Length.Should().BeGreaterThan(1000);
        new FileInfo(_tool["link.mp4"]).LinkTarget.Should().Be(_tool["there.mp4"]);
    }

    [LinuxFact]
    public async Task A_relative_link_in_the_current_folder_leads_to_the_file_beside_it()
    {
        var (link, target) = ($"link-{Guid.NewGuid():N}.mp4", $"target-{Guid.NewGuid():N}.mp4");
        try
        {
            File.CreateSymbolicLink(link, target);
            await File.WriteAllTextAsync(target, "mine");

            (await SubmitAsync("--out", link)).Should().Be(2);
            (await SubmitAsync("--out", link, "--overwrite")).Should().Be(0, _tool.Error);

            new FileInfo(target).Length.Should().BeGreaterThan(1000);
        }
        finally
        {
            File.Delete(link);
            File.Delete(target);
        }
    }

    [Fact]
    public async Task A_video_that_was_downloaded_is_not_replaced_unasked()
    {
        (await SubmitAsync("--no-wait", "--out", _tool["first/"])).Should().Be(0);
        var id = _tool.Out;
        (await _tool.RunAsync("download", id, "--mock", "--out", _tool["first/"])).Should().Be(0);

        (await _tool.RunAsync("download", id, "--mock", "--out", _tool["first/"])).Should().Be(2);

        _tool.Error.Should().Contain("--overwrite");
    }

    [Fact]
    public async Task A_file_that_appeared_while_the_job_ran_is_not_replaced_unasked()
    {
        await using var gateway = new PaidGateway
        {
            Question = _ =>
            {
                File.WriteAllText(_tool["fox.mp4"], "mine");
                return null;
            },
        };
        string[] place = ["--endpoint", "e", "--base-url", gateway.Url.AbsoluteUri, "--out"];

        (await _tool.PayAsync(["haiper", "generate", "A fox", .. place, _tool["fox.mp4"]]))
            .Should()
            .Be(1, "the job was paid for");

        _tool.Error.Should().Contain("exists already").And.Contain("cloudsway-video download ");
        (await File.ReadAllTextAsync(_tool["fox.mp4"])).Should().Be("mine");
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        (await SubmitAsync("--out", _tool["new/"], "--dry-run")).Should().Be(0, _tool.Error);

        Directory.Exists(_tool["new"]).Should().BeFalse();
    }

    [Fact]
    public async Task Several_runs_may_try_one_folder_at_the_same_time()
    {
        var folder = _tool["videos/"];

        var tries = () =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 50)
                    .Select(_ => Task.Run(() => new OutputTarget(folder, overwrites: false)))
            );

        await tries.Should().NotThrowAsync();
        Directory.GetFiles(folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_closed_standard_error_stops_nothing()
    {
        using var output = new StringWriter();
        using var error = new ClosedStream();
        var terminal = new Terminal(output, ForgivingWriter.Wrap(error), TextReader.Null)
        {
            Variable = _ => null,
            DataFolder = _tool["data"],
            ConfigurationFolder = _tool["configuration"],
        };

        (await CommandLine.RunAsync(terminal, "jobs", "--json")).Should().Be(0);

        output.ToString().Trim().Should().Be("[]");
    }

    private Task<int> SubmitAsync(params string[] options) =>
        _tool.RunAsync(["hailuo", "text-to-video", "A fox", "--mock", .. options]);

    private sealed class ClosedStream : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new UnauthorizedAccessException();
    }
}
