using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>What is said to somebody who asks for help, or makes a mistake. None of it needs a gateway.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Tool _tool = new()
    {
        Input = "x",
        Variables = { ["CLOUDSWAY_HAILUO_ENDPOINT"] = "e", ["CLOUDSWAY_HAIPER_ENDPOINT"] = "e" },
    };

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData(
        "--duration: found 3, allowed are 2, 4, 8.",
        "haiper",
        "generate",
        "x",
        "--duration",
        "3"
    )]
    [InlineData(
        "--duration: found \"long\", integer expected",
        "haiper",
        "generate",
        "x",
        "--duration",
        "long"
    )]
    [InlineData("doctor takes options alone, and found \"now\".", "doctor", "now")]
    [InlineData("--seed: found -2, at least -1 needed.", "haiper", "generate", "x", "--seed", "-2")]
    [InlineData(
        "--aspect-ratio: found \"2:1\", allowed are 16:9, 9:16, 3:4, 4:3, 1:1.",
        "haiper",
        "generate",
        "x",
        "--aspect-ratio",
        "2:1"
    )]
    [InlineData(
        "--prompt-optimizer: found \"maybe\", boolean expected.",
        "hailuo",
        "text-to-video",
        "x",
        "--prompt-optimizer",
        "maybe"
    )]
    [InlineData(
        "--prompt is required and was not given: What the video shows, at most 2000 characters.",
        "hailuo",
        "text-to-video"
    )]
    [InlineData("--prompt is required and was not given", "hailuo", "text-to-video", " ")]
    [InlineData("--prompt is required and was not given", "haiper", "generate", "--prompt", "")]
    [InlineData("--image is required and was not given", "hailuo", "image-to-video", "x")]
    [InlineData("--subject is required and was not given", "hailuo", "subject-to-video", "x")]
    [InlineData(
        "--source-video is not a public URL; it must start with http:// or https://",
        "haiper",
        "upscale",
        "fox.mp4"
    )]
    [InlineData(
        "The image \"nowhere.png\" cannot be read",
        "hailuo",
        "image-to-video",
        "--image",
        "nowhere.png"
    )]
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
        "--mock is a gateway of its own, and --base-url names another.",
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
        "\"--dryrun\" looks like an option, and there is none of that name. Did you mean --dry-run? "
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
    [InlineData(
        "number expected",
        "haiper",
        "extend",
        "x",
        "--guidance-scale",
        "NaN",
        "--source-video",
        "https://x"
    )]
    [InlineData(
        "number expected",
        "haiper",
        "extend",
        "x",
        "--guidance-scale",
        "1e999",
        "--source-video",
        "https://x"
    )]
    [InlineData("--prompt: holds U+FFFD", "hailuo", "text-to-video", "B\ufffdr")]
    [InlineData("status needs <id>", "status")]
    [InlineData("hailuo needs a command: text-to-video,", "hailuo")]
    [InlineData("--out needs a value", "hailuo", "text-to-video", "x", "--out")]
    [InlineData(
        "The access key is never an argument",
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
    [InlineData("\"nowhere\" is no file or folder here", "contract", "diff", "nowhere", "nowhere")]
    [InlineData("Argument 'csh' not recognized", "completion", "csh")]
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
    public async Task A_mistake_is_told_and_sends_nothing(string message, params string[] arguments)
    {
        (await _tool.RunAsync(arguments)).Should().Be(2, _tool.Error);

        (_tool.Error + _tool.Out).Should().Contain(message).And.NotContain("   at ");
        File.Exists(_tool.JournalPath).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_prompt_is_told_the_option_that_takes_it()
    {
        var image = _tool["fox.png"];
        await File.WriteAllBytesAsync(image, SampleImages.Png(1280, 720));

        (await _tool.RunAsync("hailuo", "image-to-video", image, "A fox")).Should().Be(2);

        _tool.Error.Should().Contain($"If \"{image}\" is the image, say so: --image \"{image}\".");
    }

    [Fact]
    public async Task Only_who_asks_for_it_sees_where_an_error_comes_from()
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

    [Fact]
    public async Task Help_lists_commands_and_exit_codes()
    {
        (await _tool.RunAsync()).Should().Be(0);

        _tool
            .Out.Should()
            .ContainAll(
                "hailuo",
                "haiper",
                "status <id>",
                "wait <id>",
                "download <id>",
                "doctor",
                "mock",
                "demo",
                "130  interrupted"
            );
    }

    [Fact]
    public async Task Help_has_the_words_the_values_and_the_defaults_of_the_contract()
    {
        await _tool.RunAsync("haiper", "generate", "--help");
        var help = Words(_tool.Out);
        await _tool.RunAsync("hailuo", "image-to-video", "--help");
        help += Words(_tool.Out);

        var schemas = Contract
            .ContractCases.Document.Operations.Select(operation =>
                operation.RequestSchema?.ActualSchema
            )
            .OfType<NJsonSchema.JsonSchema>();
        foreach (
            var property in schemas
                .SelectMany(schema => schema.ActualProperties)
                .Where(property =>
                    property.Key
                        is "prompt"
                            or "promptOptimizer"
                            or "firstFrameImage"
                            or "negativePrompt"
                )
                .DistinctBy(property => property.Key)
        )
        {
            help.Should().Contain(Words(property.Value.Description!));
        }

        help.Should()
            .ContainAll(
                "--duration <2|4|8>",
                "--aspect-ratio <16:9|9:16|3:4|4:3|1:1>",
                "--seed",
                "--prompt-optimizer <true|false>",
                "at most 2000 characters"
            );
        help.Should()
            .NotContain("--type", "a subject can be of one kind only, so nobody is asked for it");
    }

    [Fact]
    public async Task Every_field_that_the_contract_has_an_example_of_can_be_given()
    {
        var examples = Contract.ContractCases.Document.Operations.SelectMany(operation =>
            operation.RequestExamples.Values.Select(example =>
                Contract.ContractCases.Declared(example, operation.RequestSchema!)
            )
        );
        var options = (await JobKind.LoadAsync(CancellationToken.None))
            .SelectMany(kind => kind.Fields)
            .Select(field => field.Name)
            .ToHashSet();

        // What may be added to an open object has no name, and so no option.
        // A value is given by itself, or within a list of objects, which is given as JSON.
        examples
            .SelectMany(example => ((JContainer)example).Descendants())
            .OfType<JValue>()
            .Where(value =>
                !value.Ancestors().OfType<JProperty>().Any(field => options.Contains(field.Name))
            )
            .Select(value => value.Path)
            .Should()
            .BeEmpty("each has an option");
    }

    [Fact]
    public async Task A_shell_is_told_commands_options_and_values()
    {
        foreach (var shell in new[] { "bash", "zsh", "fish", "pwsh" })
        {
            (await _tool.RunAsync("completion", shell)).Should().Be(0);
            _tool.Out.Should().Contain("[suggest:");
        }

        (await SuggestAsync("cloudsway-video h")).Should().Contain(["hailuo", "haiper"]);
        (await SuggestAsync("cloudsway-video haiper generate --dur"))
            .Should()
            .Contain("--duration");
        (await SuggestAsync("cloudsway-video haiper generate x --duration "))
            .Should()
            .Contain(["2", "4", "8"]);
    }

    [Fact]
    public async Task An_error_is_one_line_of_json_for_a_program()
    {
        await _tool.RunAsync("haiper", "generate", "x", "--duration", "3", "--json");

        JToken
            .Parse(_tool.Out)
            .Should()
            .BeEquivalentTo(
                JToken.Parse(
                    """{"error":"--duration: found 3, allowed are 2, 4, 8.","exitCode":2}"""
                )
            );
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
    public async Task So_is_one_of_the_command_line(string message, params string[] arguments)
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

    [Fact]
    public async Task Everything_is_said_in_English_whatever_the_language_of_the_machine()
    {
        System.Globalization.CultureInfo.CurrentUICulture = new("de-DE");
        await _tool.RunAsync("hailuo", "--help");
        _tool.Out.Should().Contain("Usage:").And.Contain("Options:");

        System.Globalization.CultureInfo.CurrentUICulture = new("de-DE");
        await _tool.RunAsync("completion", "csh");
        _tool.Error.Should().Contain("Must be one of");
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private async Task<string[]> SuggestAsync(string line)
    {
        await _tool.RunAsync($"[suggest:{line.Length}]", line);
        return _tool.Out.Split('\n', StringSplitOptions.TrimEntries);
    }
}
