using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>A job that works on the video of an earlier one.</summary>
public sealed class SourceJobTests : ToolWithMock
{
    [Theory]
    [InlineData("upscale")]
    [InlineData("extend", "More of it")]
    public async Task A_job_can_start_from_the_video_of_another(params string[] command)
    {
        (await Tool.PayAsync("haiper", "generate", "A sunset", "--no-wait")).Should().Be(0);
        var id = Tool.Out;

        (await Tool.PayAsync(["haiper", .. command, "--source-job", id, "--out", Tool["long.mp4"]]))
            .Should()
            .Be(0, Tool.Error);

        (await Tool.RunAsync("wait", id, "--json")).Should().Be(0, Tool.Error);
        var url = (string)JToken.Parse(Tool.Out)["url"]!;
        url.Should().StartWith("http");
        Submissions.Last().Body.Should().Contain(new Uri(url).AbsolutePath);
    }

    [Fact]
    public async Task A_prompt_from_standard_input_is_read_once_for_a_job_with_a_source()
    {
        (await Tool.PayAsync("haiper", "generate", "A sunset", "--no-wait")).Should().Be(0);
        var id = Tool.Out;
        Tool.Input = "More of it";

        (await Tool.PayAsync("haiper", "extend", "-", "--source-job", id, "--no-wait"))
            .Should()
            .Be(0, Tool.Error);

        ((string)JToken.Parse(Submissions.Last().Body!)["prompt"]!).Should().Be("More of it");
    }

    [Fact]
    public async Task A_source_is_named_once_and_is_known_here()
    {
        (await Tool.PayAsync("haiper", "upscale", "--source-job", "1", "https://x/a.mp4"))
            .Should()
            .Be(2);
        Tool.Error.Should().Contain("--source-video and --source-job both name the source");
        (await Tool.PayAsync("haiper", "upscale", "--source-job", "none")).Should().Be(2);
        Tool.Error.Should().Contain("Job \"none\" is not in the journal");
        Submissions.Should().BeEmpty();
    }
}
