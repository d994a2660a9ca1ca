using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Mistakes in the command line itself. None of them needs a gateway.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Tool _tool = Tool.WithEndpoints();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("doctor takes only options, and found \"now\".", "doctor", "now")]
    [InlineData(
        "--prompt was given twice: as option and as \"fox\".",
        "hailuo",
        "text-to-video",
        "fox",
        "--prompt",
        "A"
    )]
    [InlineData(
        "Standard input can be read once",
        "haiper",
        "generate",
        "-",
        "--negative-prompt",
        "-"
    )]
    [InlineData("Standard input can be read once", "hailuo", "text-to-video", "-", "--key-stdin")]
    [InlineData(
        "--timeout is \"5 minutes\"; give a time such as 90s, 15m or 1h",
        "hailuo",
        "text-to-video",
        "x",
        "--timeout",
        "5 minutes"
    )]
    [InlineData(
        "The base URL is \"gateway\"; give an absolute one",
        "hailuo",
        "text-to-video",
        "x",
        "--base-url",
        "gateway"
    )]
    [InlineData(
        "Use https; http is allowed on this machine only",
        "hailuo",
        "text-to-video",
        "x",
        "--base-url",
        "http://example.com"
    )]
    [InlineData(
        "There is no scenario \"sucess\"; there are success, slow",
        "hailuo",
        "text-to-video",
        "x",
        "--mock",
        "--endpoint",
        "sucess"
    )]
    [InlineData(
        "--mock is itself a gateway, and --base-url names another.",
        "hailuo",
        "text-to-video",
        "x",
        "--mock",
        "--base-url",
        "http://127.0.0.1:1"
    )]
    [InlineData("Did you mean text-to-video?", "hailuo", "text-to-vide", "x")]
    [InlineData("Did you mean text-to-video?", "hailuo", "text2video", "x")]
    [InlineData(
        "Put a text of several words in quotation marks: \"A fox in the snow\"",
        "hailuo",
        "text-to-video",
        "A",
        "fox",
        "in",
        "the",
        "snow"
    )]
    [InlineData(
        "\"--dryrun\" looks like an option, and there is none with that name. Did you mean --dry-run? "
            + "If it is the prompt, say so: --prompt \"--dryrun\", or after \"--\"",
        "hailuo",
        "image-to-video",
        "--image",
        "fox.png",
        "--dryrun",
        "--no-wait"
    )]
    [InlineData("looks like an option", "hailuo", "text-to-video", "\u2014dry-run")]
    [InlineData("looks like an option", "hailuo", "text-to-video", "-yolo")]
    [InlineData("looks like an option", "hailuo", "text-to-video", "x", "--out", "--dryrun")]
    [InlineData("looks like an option", "status", "--verbos")]
    [InlineData("--out is \"-\"", "hailuo", "text-to-video", "x", "--out", "-", "--mock")]
    [InlineData("status needs <id>", "status")]
    [InlineData("hailuo needs a command: text-to-video,", "hailuo")]
    [InlineData("--out needs a value", "hailuo", "text-to-video", "x", "--out")]
    [InlineData(
        "cloudsway-video: The access key is never an argument",
        "hailuo",
        "text-to-video",
        "x",
        "--access-key",
        Tool.Key
    )]
    [InlineData(
        "The access key is never an argument",
        "hailuo",
        "text-to-video",
        "x",
        "--api-key=" + Tool.Key
    )]
    [InlineData("cloudsway-video: The access key is never an argument", "jobs", "--key")]
    [InlineData("\"nowhere\" is no file or folder here", "contract", "diff", "nowhere", "nowhere")]
    [InlineData("<shell> is \"csh\"; there are bash, zsh,", "completion", "csh")]
    [InlineData("completion needs <shell>: The shell: bash,", "completion")]
    [InlineData("--family is \"x\"; there are hailuo, haiper", "status", "1", "--family", "x")]
    [InlineData("--scenario is \"x\"; there are success, slow,", "mock", "--scenario", "x")]
    [InlineData("--seed is \"x\"; give a whole number.", "mock", "--seed", "x")]
    [InlineData("File does not exist: 'x'. Name one that", "contract", "pack", "--contract", "x")]
    [InlineData("--mappings: Directory does not exist: 'x'. Name", "mock", "--mappings", "x")]
    [InlineData("--mock is an option of text-to-video.", "--mock", "hailuo", "text-to-video", "x")]
    [InlineData("before any \"--\"", "hailuo", "text-to-video", "--", "x", "--mock")]
    [InlineData("--out is an empty text", "hailuo", "text-to-video", "x", "--out", "")]
    [InlineData("--journal is an empty text", "jobs", "--journal", "")]
    [InlineData("<id> is an empty text", "status", "")]
    [InlineData("Did you mean --version?", "version")]
    [InlineData("batch needs --out: ", "batch", "jobs.jsonl")]
    [InlineData(
        "--prompt was given 2 times. Give it once",
        "haiper",
        "generate",
        "--prompt",
        "x",
        "--prompt",
        "y"
    )]
    [InlineData("found \"1\" followed by \"2\". Give one at a time", "wait", "1", "2")]
    public async Task A_mistake_is_reported_and_sends_nothing(
        string message,
        params string[] arguments
    )
    {
        (await _tool.RunAsync(arguments)).Should().Be(2, _tool.Error);

        (_tool.Error + _tool.Out).Should().Contain(message).And.NotContain("   at ");
        File.Exists(_tool.JournalPath).Should().BeFalse();
    }

    [Fact]
    public async Task A_mistake_is_reported_even_if_its_JSON_cannot_be_written()
    {
        using var error = new StringWriter();
        using var output = new FullDisk();
        var terminal = new CloudswayVideo.Cli.Terminal(output, error, TextReader.Null)
        {
            Variable = _ => null,
            DataFolder = _tool["data"],
            ConfigurationFolder = _tool["configuration"],
        };

        (await CloudswayVideo.Cli.CommandLine.RunAsync(terminal, "jobs", "now", "--json"))
            .Should()
            .Be(2);

        error.ToString().Should().Contain("jobs takes only options");
    }

    [Fact]
    public async Task Only_verbose_shows_where_an_error_comes_from()
    {
        await _tool.RunAsync("haiper", "upscale", "fox.mp4", "--verbose");

        _tool.Error.Should().Contain("   at ");
    }

    [Fact]
    public async Task A_missing_endpoint_names_its_variable()
    {
        _tool.Variables.Remove("CLOUDSWAY_HAIPER_ENDPOINT");

        (await _tool.RunAsync("haiper", "generate", "x")).Should().Be(2);

        _tool.Error.Should().Contain("Give --endpoint, or set CLOUDSWAY_HAIPER_ENDPOINT");
    }

    [Theory]
    [InlineData("\"text-to-vide\"", "hailuo", "text-to-vide", "x")]
    [InlineData(
        "--timeout is \"5 minutes\"; give a time such as 90s, 15m or 1h, at most 168h.",
        "hailuo",
        "text-to-video",
        "x",
        "--timeout",
        "5 minutes"
    )]
    public async Task With_json_a_mistake_is_one_line_of_json(
        string message,
        params string[] arguments
    )
    {
        (await _tool.RunAsync([.. arguments, "--json"])).Should().Be(2);

        var result = JObject.Parse(_tool.Out);
        ((string)result["error"]!).Should().Contain(message);
        ((int)result["exitCode"]!).Should().Be(2);
        _tool.Error.Should().Contain(message);
    }

    [Theory]
    [InlineData("hailuo", "text-to-video", "A", "fox", "in", "y")]
    [InlineData("hailuo", "--seed", "1")]
    [InlineData("hailuo", "text-to-video", "x", "--ye")]
    [InlineData("batch", "x.csv", "--yess")]
    public async Task No_suggestion_leads_to_paying_unasked(params string[] arguments)
    {
        (await _tool.RunAsync(arguments)).Should().Be(2);

        _tool.Error.Should().NotContain("-y\n").And.NotContain("Did you mean --yes");
    }

    [Theory]
    [InlineData("@cinematic fox", "@cinematic fox")]
    [InlineData("--dryrun", "--prompt", "--dryrun")]
    [InlineData("--dryrun", "--", "--dryrun")]
    [InlineData("\u2014 said the fox", "\u2014 said the fox")]
    public async Task A_prompt_may_be_any_text(string prompt, params string[] arguments)
    {
        string[] before = ["hailuo", "text-to-video", "--dry-run"];

        (await _tool.RunAsync([.. before, .. arguments])).Should().Be(0, _tool.Error);

        _tool.Out.Should().EndWith($$"""{"prompt":"{{prompt}}"}""");
    }

    private sealed class FullDisk : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
