using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Mistakes in the values of a request. None of them needs a gateway.</summary>
public sealed class FieldMistakeTests : IDisposable
{
    private readonly Tool _tool = Tool.WithEndpoints();

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
        "--duration: found \"long\", allowed are 2, 4, 8; write digits",
        "haiper",
        "generate",
        "x",
        "--duration",
        "long"
    )]
    [InlineData(
        "--seed: found \"1.000\", integer expected; write digits alone, because the point may separate thousands.",
        "haiper",
        "generate",
        "x",
        "--seed",
        "1.000"
    )]
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
        "--prompt-optimizer: found \"maybe\", boolean expected; write true or false.",
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
    [InlineData("--prompt is required and is blank: What", "hailuo", "text-to-video", " ")]
    [InlineData("--prompt is required and is blank: What", "haiper", "generate", "--prompt", "")]
    [InlineData(
        "If \"nofox.png\" is the image, say so: --image \"nofox.png\".",
        "hailuo",
        "image-to-video",
        "nofox.png",
        "A fox"
    )]
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
        "The image \"http-fox.png\" cannot be read",
        "hailuo",
        "image-to-video",
        "--image",
        "http-fox.png"
    )]
    [InlineData(
        "The image is no http or https URL. Give a whole one, or a file.",
        "hailuo",
        "image-to-video",
        "--image",
        "https://"
    )]
    [InlineData(
        "--insecure-host is not a host name. Set the host alone",
        "hailuo",
        "text-to-video",
        "x",
        "--insecure-host",
        "http://mock:8080"
    )]
    [InlineData(
        "number expected; write digits, with a point before decimals, such as 4 or 0.5.",
        "haiper",
        "extend",
        "x",
        "--guidance-scale",
        "7,5",
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
    [InlineData(
        "only a text is read from standard input",
        "hailuo",
        "image-to-video",
        "--image",
        "-"
    )]
    [InlineData("--prompt: holds U+FFFD", "hailuo", "text-to-video", "B\ufffdr")]
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
    public async Task A_file_instead_of_the_prompt_is_answered_with_the_option_for_it()
    {
        var image = _tool["fox.png"];
        await File.WriteAllBytesAsync(image, SampleImages.Png(1280, 720));

        (await _tool.RunAsync("hailuo", "image-to-video", image, "A fox")).Should().Be(2);

        _tool.Error.Should().Contain($"If \"{image}\" is the image, say so: --image \"{image}\".");
    }

    [Fact]
    public async Task With_json_a_mistake_is_one_line_of_json()
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
}
