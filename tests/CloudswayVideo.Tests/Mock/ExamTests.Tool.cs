using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class ExamTests
{
    [Fact]
    public async Task The_tool_prints_the_card_and_returns_1_unless_all_passed()
    {
        using var mock = MockProcess.Start("--urls", "http://127.0.0.1:0", "--exam", "--quiet");
        (await mock.StartedAsync()).Should().Contain($"make {MockExam.Videos} videos");

        (await mock.EndAsync("INT")).Should().Be((1, ""));

        mock.Report.Should().Contain("0 passed, 0 failed, 16 not seen.");
        mock.Report.Split('\n').Should().OnlyContain(line => line.Length <= 80);
    }

    [Theory]
    [InlineData("--exam-seconds needs --exam", "--exam-seconds", "5")]
    [InlineData("--watch needs --contract", "--watch")]
    [InlineData("--exam and --scenario exclude each other", "--exam", "--scenario", "fails")]
    [InlineData(
        "--forward and --scenario exclude each other",
        "--scenario",
        "success",
        "--forward",
        "https://gateway.example/v1/ai"
    )]
    [InlineData(
        "--forward and --job-seconds exclude each other",
        "--job-seconds",
        "3",
        "--forward",
        "https://gateway.example/v1/ai"
    )]
    [InlineData(
        "--forward and --time-scale exclude each other",
        "--time-scale",
        "3",
        "--forward",
        "https://gateway.example/v1/ai"
    )]
    [InlineData(
        "--forward and --exam exclude each other",
        "--exam",
        "--forward",
        "https://gateway.example/v1/ai"
    )]
    public async Task Options_that_cannot_go_together_are_told(
        string message,
        params string[] arguments
    )
    {
        using var tool = new Tool();

        (await tool.RunAsync(["mock", .. arguments])).Should().Be(2);

        tool.Error.Should().Contain(message);
    }
}
