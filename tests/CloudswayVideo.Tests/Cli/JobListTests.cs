using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>"jobs": the jobs that were submitted from here.</summary>
public sealed class JobListTests : ToolWithMock
{
    [Fact]
    public async Task A_lost_id_is_among_the_jobs()
    {
        (await Tool.RunAsync("jobs")).Should().Be(0);
        Tool.Error.Should().Contain("No job was submitted from here");
        await Tool.PayAsync("hailuo", "text-to-video", "A fox in the snow", "--no-wait");
        var id = Tool.Out;
        await Tool.PayAsync("haiper", "generate", "A fox in the snow", "--endpoint", "bad-request");
        Mock.Inject("haiper_createGeneration", MockFault.Reset);
        await Tool.PayAsync("haiper", "generate", "A fox in the snow");

        (await Tool.RunAsync("jobs")).Should().Be(0);
        Tool.Out.Should()
            .MatchRegex($"{id} +hailuo text-to-video")
            .And.MatchRegex("unknown: check the account +haiper generate")
            .And.NotContain("bad-request")
            .And.NotContain("fox");
        (await Tool.RunAsync("jobs", "--json")).Should().Be(0);

        JArray
            .Parse(Tool.Out)
            .Select(job => $"{job["id"]} {job["event"]}")
            .Should()
            .Equal($"{id} accepted", " unknown");
        (await Tool.RunAsync("jobs", "--mock", "--json")).Should().Be(0);
        Tool.Out.Should().Be("[]");
    }

    [Fact]
    public async Task The_jobs_tell_how_they_stand_and_a_prompt_only_if_it_is_to_be_kept()
    {
        await Tool.PayAsync(
            "hailuo",
            "text-to-video",
            "A fox in the snow",
            "--keep-prompts",
            "--out",
            Tool["fox.mp4"]
        );
        await Tool.PayAsync("hailuo", "text-to-video", "A bear", "--endpoint", "moderated");
        await Tool.PayAsync("hailuo", "text-to-video", "An owl", "--no-wait");

        (await Tool.RunAsync("jobs")).Should().Be(0);

        Tool.Out.Should()
            .MatchRegex("saved +fox.mp4: A fox in the snow")
            .And.MatchRegex("failed")
            .And.MatchRegex("accepted")
            .And.NotContain("bear")
            .And.NotContain("owl");
    }
}
