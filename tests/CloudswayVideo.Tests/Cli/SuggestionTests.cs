using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>What the tool thinks that a mistyped command line was meant to be.</summary>
public sealed class SuggestionTests : IDisposable
{
    private readonly Tool _tool = Tool.WithEndpoints();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("Did you mean hailuo? There are hailuo,", "HAILUO", "x", "--mock")]
    [InlineData("Did you mean hailuo? There are hailuo,", "hailou", "x", "--yes")]
    [InlineData(
        "diff takes one NEW, and found \"b\" followed by \"c\"",
        "contract",
        "diff",
        "a",
        "b",
        "c"
    )]
    [InlineData("Did you mean hailuo text-to-video", "text-to-video", "A fox")]
    [InlineData("Did you mean hailuo text-to-video", "text2video", "A fox")]
    [InlineData("Did you mean contract learn?", "learn")]
    [InlineData("Did you mean --out?", "hailuo", "text-to-video", "x", "--output", "y.mp4")]
    [InlineData("Did you mean --retry-failed?", "batch", "x.csv", "--out", "o", "--retry")]
    [InlineData("in quotation marks: \"A fox\"", "hailuo", "text-to-video", "\u201cA", "fox\u201d")]
    [InlineData("--yes takes no value, and found \"no\".", "haiper", "generate", "x", "--yes=no")]
    [InlineData(
        "--mock takes no value, and found \"1\".",
        "haiper",
        "generate",
        "x",
        "--mock",
        "1"
    )]
    [InlineData("batch takes one file, and found", "batch", "a.csv", "b.csv", "--out", "o")]
    public async Task What_was_meant_is_named(string message, params string[] arguments)
    {
        (await _tool.RunAsync(arguments)).Should().Be(2);

        _tool.Error.Should().Contain(message);
    }

    [Theory]
    [InlineData("--mock")]
    [InlineData("--dry-run")]
    [InlineData("--json")]
    [InlineData("-y")]
    public async Task An_option_without_its_text_does_not_take_the_next_option_for_it(string next)
    {
        (await _tool.RunAsync("haiper", "generate", "x", "--negative-prompt", next))
            .Should()
            .Be(2, _tool.Out);

        _tool
            .Error.Should()
            .Contain($"--negative-prompt is \"{next}\", which looks like an option");
    }

    [Fact]
    public async Task The_value_of_an_unknown_option_is_no_second_mistake()
    {
        (await _tool.RunAsync("hailuo", "text-to-video", "--prompt-file", "x")).Should().Be(2);

        _tool.Error.Should().Contain("Did you mean --prompt?").And.NotContain("followed by");

        (await _tool.RunAsync("hailuo", "text-to-video", "A fox", "--model", "t2v")).Should().Be(2);

        _tool.Error.Trim().Should().EndWith("text-to-video has no option \"--model\". See --help.");
    }

    [Fact]
    public async Task Help_is_also_a_command()
    {
        (await _tool.RunAsync("haiper", "generate", "--help")).Should().Be(0);
        var help = _tool.Out;

        (await _tool.RunAsync("help", "haiper", "generate")).Should().Be(0, _tool.Error);
        _tool.Out.Should().Be(help);
        (await _tool.RunAsync("help")).Should().Be(0, _tool.Error);
        _tool.Out.Should().Contain("Exit codes:");
    }

    [Fact]
    public async Task A_job_that_is_found_elsewhere_needs_no_other_advice()
    {
        (await _tool.RunAsync("haiper", "generate", "x", "--mock", "--no-wait")).Should().Be(0);

        (await _tool.RunAsync("wait", _tool.Out)).Should().Be(2);

        _tool.Error.Should().Contain("add --mock.").And.NotContain("--family");
    }

    [Fact]
    public async Task A_demo_into_a_file_is_refused()
    {
        var file = _tool["notes.txt"];
        await File.WriteAllTextAsync(file, "");

        (await _tool.RunAsync("demo", "--out", file)).Should().Be(2);

        _tool.Error.Should().Contain($"--out is \"{file}\", which is a file. Name a folder.");
    }
}
