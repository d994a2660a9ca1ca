using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Nothing is paid without consent, and only what can be sent is asked about.</summary>
public sealed class ConsentTests : IDisposable
{
    private const string Prompt = "A fox in the snow";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("y", 1)]
    [InlineData("yes", 1)]
    [InlineData("", 0)]
    [InlineData("n", 0)]
    public async Task On_a_terminal_a_paid_job_is_submitted_only_after_a_yes(
        string answer,
        int submissions
    )
    {
        await using var gateway = Accepting();
        _tool.IsInteractive = true;
        _tool.Input = answer + "\n";

        var exitCode = await SubmitAsync(gateway, "--no-wait");

        exitCode.Should().Be(submissions == 1 ? 0 : 1);
        gateway.Heads.Should().HaveCount(submissions);
        _tool.Error.Should().Contain(Prompt).And.Contain("Submit it? [y/N]");
        File.Exists(_tool.JournalPath).Should().Be(submissions == 1);
    }

    [Fact]
    public async Task What_would_be_refused_is_refused_before_anybody_is_asked()
    {
        await using var gateway = Accepting();
        _tool.IsInteractive = true;
        _tool.Input = "y\n";

        (
            await _tool.RunAsync(
                "hailuo",
                "text-to-video",
                new string('x', 2001),
                "--endpoint",
                "e",
                "--base-url",
                gateway.Url.AbsoluteUri
            )
        )
            .Should()
            .Be(2);

        gateway.Heads.Should().BeEmpty();
        _tool
            .Error.Should()
            .Contain("2001 characters, at most 2000 allowed")
            .And.NotContain("Submit it?");
    }

    public static TheoryData<string, byte[]> BadImages { get; } =
        new()
        {
            {
                "--image has 100×100 pixels; the shorter side must have more than 300",
                SampleImages.Png(100, 100)
            },
            { "--image is cut off: ", SampleImages.Png(400, 500)[..^12] },
            { "--image is cut off: ", SampleImages.Jpeg(400, 500)[..^2] },
            { "save it again as a plain JPEG or PNG.", SampleImages.Jpeg(0, 500) },
        };

    [Theory]
    [MemberData(nameof(BadImages))]
    public async Task An_image_that_the_service_refuses_is_refused_before_anybody_is_asked(
        string problem,
        byte[] image
    )
    {
        await using var gateway = Accepting();
        await File.WriteAllBytesAsync(_tool["image"], image);
        _tool.IsInteractive = true;
        _tool.Input = "y\n";

        (
            await _tool.RunAsync(
                "hailuo",
                "image-to-video",
                "--image",
                _tool["image"],
                "--endpoint",
                "e",
                "--base-url",
                gateway.Url.AbsoluteUri
            )
        )
            .Should()
            .Be(2);

        gateway.Heads.Should().BeEmpty();
        _tool.Error.Should().Contain(problem).And.NotContain("Submit it?");
        File.Exists(_tool.JournalPath).Should().BeFalse();
    }

    [Fact]
    public async Task The_question_names_the_gateway_and_the_endpoint()
    {
        await using var gateway = Accepting();
        _tool.IsInteractive = true;
        _tool.Input = "n\n";

        await SubmitAsync(gateway);

        _tool
            .Error.Should()
            .Contain($"A paid job, hailuo text-to-video, for {gateway.Url}, endpoint e:");
    }

    [Fact]
    public async Task Nobody_is_asked_who_said_yes()
    {
        await using var gateway = Accepting();
        _tool.IsInteractive = true;

        (await SubmitAsync(gateway, "--yes", "--no-wait")).Should().Be(0);

        _tool.Error.Should().NotContain("[y/N]");
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_paid_that_nobody_agreed_to()
    {
        await using var gateway = Accepting();

        (
            await _tool.RunAsync(
                "hailuo",
                "text-to-video",
                Prompt,
                "--endpoint",
                "e",
                "--base-url",
                gateway.Url.AbsoluteUri,
                "--no-wait"
            )
        )
            .Should()
            .Be(2);

        gateway.Heads.Should().BeEmpty();
        _tool
            .Error.Should()
            .Contain("there is no terminal to ask at. Give --yes to pay without being asked");
        File.Exists(_tool.JournalPath).Should().BeFalse();
    }

    [Fact]
    public async Task A_dry_run_shows_the_request_without_key_and_image_and_sends_nothing()
    {
        await using var gateway = Accepting();
        await File.WriteAllBytesAsync(_tool["a.png"], SampleImages.Png(400, 500));
        _tool.Variables.Clear();

        (
            await _tool.RunAsync(
                "hailuo",
                "image-to-video",
                Prompt,
                "--image",
                _tool["a.png"],
                "--endpoint",
                "e",
                "--base-url",
                gateway.Url.AbsoluteUri,
                "--dry-run"
            )
        )
            .Should()
            .Be(0, _tool.Error);

        gateway.Heads.Should().BeEmpty();
        File.Exists(_tool.JournalPath).Should().BeFalse();
        _tool
            .Out.Should()
            .Contain($"POST {gateway.Url}e/hailuo/video/generate")
            .And.Contain("Authorization: Bearer ***")
            .And.Contain("Content-Type: application/json")
            .And.EndWith(
                $$"""{"prompt":"{{Prompt}}","firstFrameImage":"data:image/png;base64,"""
                    + $"[{SampleImages.Png(400, 500).Length} bytes as base64]\"}}"
            );
    }

    private static RawServer Accepting() =>
        new(connection => connection.AnswerAsync(200, """{"taskId":"job-1"}"""));

    private Task<int> SubmitAsync(RawServer gateway, params string[] options) =>
        _tool.SubmitAsync(gateway, Prompt, options);
}
