using CloudswayVideo.Cli;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>What the user learns about a failed job: exit code, the service's words, and what to do next.</summary>
public sealed class JobFailureTests : ToolWithMock
{
    [Theory]
    [InlineData("fails", 1)]
    [InlineData("moderated", 1)]
    [InlineData("without-video", 1)]
    [InlineData("unauthorised", 3)]
    [InlineData("stuck", 4)]
    [InlineData("bad-request", 1)]
    public async Task The_exit_code_says_how_it_ended(string scenario, int exitCode)
    {
        (
            await Tool.PayAsync(
                "hailuo",
                "text-to-video",
                "A fox in the snow",
                "--endpoint",
                scenario,
                "--json",
                "--out",
                Tool["v.mp4"]
            )
        )
            .Should()
            .Be(exitCode);

        var result = JToken.Parse(Tool.Out);
        ((int)result["exitCode"]!).Should().Be(exitCode);
        Tool.Error.Should().Contain((string)result["error"]!).And.NotContain("   at ");
    }

    [Theory]
    [InlineData("moderated", "The service says: output new_sensitive")]
    [InlineData("bad-request", "The service says: ")]
    public async Task The_words_of_the_service_are_shown_and_kept_nowhere(
        string scenario,
        string words
    )
    {
        (
            await Tool.PayAsync(
                "hailuo",
                "text-to-video",
                "A fox in the snow",
                "--endpoint",
                scenario,
                "--out",
                Tool["v.mp4"]
            )
        )
            .Should()
            .Be(1);

        Tool.Error.Should().Contain(words);
        (await File.ReadAllTextAsync(Tool.JournalPath))
            .Should()
            .NotContain("sensitive")
            .And.NotContain("invalid");
    }

    [Fact]
    public async Task An_endpoint_that_takes_no_job_is_told_without_a_word_about_job_ids()
    {
        await using var gateway = new RawServer(connection => connection.AnswerAsync(404, "{}"));

        (await Tool.SubmitAsync(gateway, "A fox")).Should().Be(1);

        Tool.Error.Should()
            .Contain("Nothing was accepted. Check --endpoint and --base-url")
            .And.NotContain("job id");
    }

    [Theory]
    [InlineData(
        "reels/{id} failed: HTTP 404, NotFound.",
        "The gateway answered HTTP 404, NotFound."
    )]
    [InlineData(
        "Job 7 was accepted, but waiting for it ended: reels failed: HTTP 401, Authentication.",
        "Job 7 was accepted, but waiting for it ended: The gateway answered HTTP 401, Authentication."
    )]
    [InlineData("v2/reels got no answer: Refused", "The request got no answer: Refused")]
    [InlineData("reels was sent once and may", "The request was sent once and may")]
    [InlineData("reels is sent again: no", "The request is sent again: no")]
    public void No_path_of_an_operation_is_told(string message, string told) =>
        LibraryWords.Replace(message).Should().Be(told);

    [Theory]
    [InlineData("moderated", "Change the prompt or the image", "moderation")]
    [InlineData("unauthorised", "Check the access key", "authentication")]
    public async Task A_failure_says_what_to_do_next(
        string scenario,
        string advice,
        string category
    )
    {
        await Tool.PayAsync(
            "hailuo",
            "text-to-video",
            "A fox",
            "--endpoint",
            scenario,
            "--out",
            Tool["v.mp4"],
            "--json"
        );

        var result = JToken.Parse(Tool.Out);
        ((string)result["nextStep"]!).Should().StartWith(advice);
        ((string)result["category"]!).Should().Be(category);
        ((string)result["serviceMessage"]!).Should().NotBeEmpty();
        Tool.Error.Should()
            .Contain(advice)
            .And.NotContain("endpointPath")
            .And.NotContain("Message");
    }
}
