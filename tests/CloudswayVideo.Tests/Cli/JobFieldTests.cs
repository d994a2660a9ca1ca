using CloudswayVideo.Cli;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Tests.Cli;

/// <summary>How options, arguments, files and standard input become the fields of a request.</summary>
public sealed class JobFieldTests : ToolWithMock
{
    [Fact]
    public async Task Options_become_the_fields_of_the_contract()
    {
        await Tool.PayAsync(
            "haiper",
            "generate",
            "--prompt",
            "A sunset",
            "--negative-prompt",
            "rain",
            "--image",
            "https://example.com/a.png",
            "--duration",
            "4",
            "--seed",
            "-1",
            "--no-wait"
        );

        JToken
            .DeepEquals(
                JToken.Parse(Submissions.Single().Body!),
                JToken.Parse(
                    """
                    {
                      "prompt": "A sunset",
                      "negativePrompt": "rain",
                      "config": { "sourceImage": "https://example.com/a.png" },
                      "settings": { "seed": -1, "duration": 4 }
                    }
                    """
                )
            )
            .Should()
            .BeTrue(Submissions.Single().Body);
    }

    [Fact]
    public async Task A_number_is_read_the_same_whatever_the_language_of_the_machine()
    {
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(
            "de-DE"
        );

        await Tool.PayAsync(
            "haiper",
            "extend",
            "--source-video",
            "https://example.com/a.mp4",
            "--guidance-scale",
            "7.5",
            "--no-wait"
        );

        ((double)JToken.Parse(Submissions.Single().Body!).SelectToken("settings.guidanceScale")!)
            .Should()
            .Be(7.5);
    }

    [Fact]
    public async Task An_image_file_travels_as_a_data_uri()
    {
        await File.WriteAllBytesAsync(Tool["a.png"], SampleImages.Png(400, 500));

        await Tool.PayAsync(
            "hailuo",
            "image-to-video",
            "--image",
            Tool["a.png"],
            "--prompt-optimizer",
            "false",
            "--no-wait"
        );

        var body = JToken.Parse(Submissions.Single().Body!);
        // The mock keeps the length of an image, not the image.
        ((string)body["firstFrameImage"]!)
            .Should()
            .Be(
                $"data:image/png;base64,({Convert.ToBase64String(SampleImages.Png(400, 500)).Length} characters)"
            );
        ((bool)body["promptOptimizer"]!).Should().BeFalse();
    }

    [Fact]
    public void A_number_that_is_refused_comes_back_as_it_was_typed()
    {
        var schema = new JsonSchema { Type = JsonObjectType.Number, Maximum = 400 };

        FieldOf(schema)
            .Invoking(field => field.Read("500"))
            .Should()
            .Throw<CommandException>()
            .WithMessage("--end-seconds: found 500, at most 400 allowed.");
    }

    [Fact]
    public void A_field_that_the_contract_does_not_describe_is_described_by_its_name()
    {
        var schema = new JsonSchema { Type = JsonObjectType.Number, Minimum = 2 };

        FieldOf(schema)
            .Description.Should()
            .Be("The field end_seconds of the request. (at least 2)");
    }

    private static JobField FieldOf(JsonSchema schema) =>
        new("end_seconds", schema, schema, true, value => new JObject { ["end_seconds"] = value });

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public async Task A_prompt_may_come_from_standard_input(string byteOrderMark)
    {
        Tool.Input = $"{byteOrderMark}A fox,\nin the snow\n";

        await Tool.PayAsync("hailuo", "text-to-video", "-", "--no-wait");

        ((string)JToken.Parse(Submissions.Single().Body!)["prompt"]!)
            .Should()
            .Be("A fox,\nin the snow");
    }
}
