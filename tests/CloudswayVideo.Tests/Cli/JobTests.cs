using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Submitting a job, waiting for its video and saving it, with the mock as the gateway.</summary>
public sealed class JobTests : ToolWithMock
{
    [Theory]
    [InlineData("hailuo", "text-to-video", "A fox in the snow")]
    [InlineData("hailuo", "image-to-video", "--image", "https://example.com/a.png")]
    [InlineData(
        "hailuo",
        "subject-to-video",
        "She waves",
        "--subject",
        "https://example.com/a.png"
    )]
    [InlineData(
        "haiper",
        "generate",
        "A sunset",
        "--duration",
        "4",
        "--aspect-ratio",
        "9:16",
        "--seed",
        "7"
    )]
    [InlineData("haiper", "upscale", "https://example.com/a.mp4")]
    [InlineData(
        "haiper",
        "extend",
        "More of it",
        "--source-video",
        "https://example.com/a.mp4",
        "--guidance-scale",
        "7.5"
    )]
    public async Task Every_kind_of_job_ends_as_a_file(params string[] arguments)
    {
        (await Tool.PayAsync([.. arguments, "--out", Tool["video.mp4"]]))
            .Should()
            .Be(0, Tool.Error);

        Tool.Out.Should().Be(Tool["video.mp4"]);
        new FileInfo(Tool["video.mp4"]).Length.Should().BeGreaterThan(1000);
        Submissions.Should().ContainSingle().Which.StatusCode.Should().Be(200);
    }

    [Fact]
    public async Task What_is_sent_and_what_is_saved_is_told_with_its_size()
    {
        await File.WriteAllBytesAsync(
            Tool["a.png"],
            [.. SampleImages.Png(400, 500), .. new byte[300_000]]
        );

        (
            await Tool.PayAsync(
                "hailuo",
                "image-to-video",
                "--image",
                Tool["a.png"],
                "--out",
                Tool["v.mp4"]
            )
        )
            .Should()
            .Be(0, Tool.Error);

        Tool.Error.Should()
            .MatchRegex("Uploading: …\\s+Uploading: 300 kB\\s+Accepted")
            .And.MatchRegex("Downloading: …\\s+Downloading: 22 kB");
    }

    [Theory]
    [InlineData("hailuo", "text-to-video")]
    [InlineData("haiper", "generate")]
    public async Task The_id_alone_is_enough_to_come_back(string family, string kind)
    {
        (await Tool.PayAsync(family, kind, "A fox", "--no-wait")).Should().Be(0);
        var id = Tool.Out;
        Tool.Error.Should()
            .Contain($"Accepted as job {id}.")
            .And.Contain($"cloudsway-video download {id}");
        Tool.Variables.Remove(CloudswayOptions.BaseUrlVariable);
        Tool.Variables["CLOUDSWAY_HAILUO_ENDPOINT"] = "unauthorised";
        Tool.Variables["CLOUDSWAY_HAIPER_ENDPOINT"] = "unauthorised";

        (await Tool.RunAsync("status", id)).Should().Be(0, Tool.Error);
        (await Tool.RunAsync("wait", id)).Should().Be(0, Tool.Error);
        (await Tool.RunAsync("download", id, "--out", Tool["videos/"])).Should().Be(0, Tool.Error);

        File.Exists(Tool[$"videos/{id}.mp4"]).Should().BeTrue();
        Submissions.Should().ContainSingle();
    }

    [Fact]
    public async Task A_family_that_contradicts_the_journal_is_refused_before_anything_is_asked()
    {
        await Tool.PayAsync("hailuo", "text-to-video", "A fox", "--no-wait");
        var requests = Mock.Requests.Count;

        (await Tool.RunAsync("status", Tool.Out, "--family", "haiper")).Should().Be(2);

        Tool.Error.Should().Contain("--family is haiper, and job ").And.Contain(" is of hailuo");
        Mock.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task A_job_that_was_submitted_elsewhere_needs_family_and_endpoint()
    {
        var job = await Mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("A fox"));

        (await Tool.RunAsync("status", job.Id)).Should().Be(2);
        Tool.Error.Should()
            .Contain(
                $"Job \"{job.Id}\" is not in the journal {Tool.JournalPath}. Give --family and --endpoint"
            );
        (
            await Tool.RunAsync(
                "status",
                job.Id,
                "--family",
                "hailuo",
                "--endpoint",
                "success",
                "--json"
            )
        )
            .Should()
            .Be(0, Tool.Error);
        ((string)JToken.Parse(Tool.Out)["id"]!).Should().Be(job.Id);
    }

    [Fact]
    public async Task A_part_of_an_id_or_more_than_the_id_leads_to_the_job()
    {
        (await Tool.PayAsync("hailuo", "text-to-video", "A fox", "--no-wait")).Should().Be(0);
        var id = Tool.Out;

        foreach (var typed in new[] { id[..^3], id[3..], $"{id},", $"https://example.com/{id}/" })
        {
            (await Tool.RunAsync("wait", typed)).Should().Be(2);
            Tool.Error.Should().Contain($"Did you mean {id}?");
        }

        (await Tool.RunAsync("wait", "none")).Should().Be(2);
        Tool.Error.Should().NotContain("Did you mean");
    }

    [Fact]
    public async Task A_job_of_the_other_journal_is_found_there()
    {
        (await Tool.PayAsync("hailuo", "text-to-video", "A fox", "--no-wait")).Should().Be(0);
        var id = Tool.Out;
        Tool.Variables.Remove(CloudswayOptions.BaseUrlVariable);
        (await Tool.RunAsync("status", id, "--mock")).Should().Be(2);
        Tool.Error.Should().Contain("leave out --mock");

        (await Tool.RunAsync("hailuo", "text-to-video", "A fox", "--no-wait", "--mock"))
            .Should()
            .Be(0, Tool.Error);
        (await Tool.RunAsync("status", Tool.Out)).Should().Be(2);
        Tool.Error.Should().Contain("add --mock");
    }

    [Fact]
    public async Task A_timeout_says_how_to_continue()
    {
        (await Tool.PayAsync("hailuo", "text-to-video", "A fox", "--timeout", "2m")).Should().Be(4);

        Tool.Error.Should()
            .MatchRegex(@"Job (\d+) goes on\. To fetch its video:\s+cloudsway-video download \1");
    }
}
