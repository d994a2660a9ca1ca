using CloudswayVideo.Cli;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Nothing is paid unasked or twice, and no id of what was paid is lost.</summary>
public sealed class MoneyTests : IDisposable
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

    [Fact]
    public async Task An_image_that_the_service_refuses_is_refused_before_anybody_is_asked()
    {
        await using var gateway = Accepting();
        await File.WriteAllBytesAsync(_tool["small.png"], SampleImages.Png(100, 100));
        _tool.IsInteractive = true;
        _tool.Input = "y\n";

        (
            await _tool.RunAsync(
                "hailuo",
                "image-to-video",
                "--image",
                _tool["small.png"],
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
            .Contain("--image has 100×100 pixels, the shorter side must have more than 300")
            .And.NotContain("Submit it?");
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
                $$"""{"prompt":"{{Prompt}}","firstFrameImage":"data:image/png;base64,[{{SampleImages.Png(400, 500).Length}} bytes as base64]"}"""
            );
    }

    [Fact]
    public async Task The_journal_has_the_id_and_neither_key_nor_prompt()
    {
        await using var gateway = Accepting();

        await SubmitAsync(gateway, "--no-wait");

        (await Events()).Should().Equal("submitting", "accepted");
        (await File.ReadAllTextAsync(_tool.JournalPath))
            .Should()
            .Contain("\"id\":\"job-1\"")
            .And.NotContain(Tool.Key)
            .And.NotContain(Prompt);
    }

    [Fact]
    public async Task Where_no_journal_can_be_written_nothing_is_submitted()
    {
        await using var gateway = Accepting();

        (
            await SubmitAsync(
                gateway,
                "--journal",
                Path.Combine(Path.GetDirectoryName(_tool.JournalPath)!)
            )
        )
            .Should()
            .Be(1);

        gateway.Heads.Should().BeEmpty();
    }

    [Fact]
    public async Task A_submission_without_an_answer_is_kept_and_told()
    {
        await using var gateway = new RawServer(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });

        (await SubmitAsync(gateway)).Should().Be(5);

        gateway.Heads.Should().ContainSingle();
        _tool.Error.Should().Contain("Check the account before submitting it again.");
        (await Events()).Should().Equal("submitting", "unknown");
        (await _tool.RunAsync("doctor", "--base-url", gateway.Url.AbsoluteUri, "--json"))
            .Should()
            .Be(1);
        _tool.Out.Should().Contain("1 submission that may have been accepted without an answer");
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_open()
    {
        await using var gateway = new RawServer(connection =>
            connection.AnswerAsync(401, """{"code":401}""")
        );

        (await SubmitAsync(gateway)).Should().Be(3);

        (await Events()).Should().Equal("submitting", "refused");
    }

    [Fact]
    public async Task An_interruption_waits_for_the_id_of_a_job_that_was_sent()
    {
        using var interruption = new CancellationTokenSource();
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await interruption.CancelAsync();
            await connection.AnswerAsync(200, """{"taskId":"job-1"}""");
        });

        var job = await SubmitAsync(gateway, new FakeTimeProvider(), interruption.Token);

        job.Id.Should().Be("job-1");
        (await Events()).Should().Equal("submitting", "accepted");
    }

    [Fact]
    public async Task An_interruption_does_not_wait_for_ever()
    {
        using var interruption = new CancellationTokenSource();
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await interruption.CancelAsync();
            await connection.HangAsync();
        });

        var submission = () => SubmitAsync(gateway, new SkippingTimeProvider(), interruption.Token);

        ExitCode
            .For((await submission.Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which)
            .Should()
            .Be(ExitCode.OutcomeUnknown);
        (await Events()).Should().Equal("submitting", "unknown");
    }

    private static RawServer Accepting() =>
        new(connection => connection.AnswerAsync(200, """{"taskId":"job-1"}"""));

    private Task<int> SubmitAsync(RawServer gateway, params string[] options) =>
        _tool.PayAsync([
            "hailuo",
            "text-to-video",
            Prompt,
            "--endpoint",
            "e",
            "--base-url",
            gateway.Url.AbsoluteUri,
            .. options,
        ]);

    private async Task<VideoJob> SubmitAsync(
        RawServer gateway,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var kind = (await JobKind.LoadAsync(CancellationToken.None)).Single(kind =>
            kind is { Name: "text-to-video", Family.Name: "hailuo" }
        );
        var client = kind.Family.CreateClient(
            new CloudswayOptions
            {
                AccessKey = Tool.Key,
                EndpointPath = "e",
                BaseUrl = gateway.Url,
            },
            null
        );
        var entry = new JournalEntry(
            Guid.NewGuid(),
            default,
            JournalEvent.Submitting,
            kind.Family.Name,
            kind.Name,
            "e",
            gateway.Url.AbsoluteUri
        );
        return await ProgressDisplay.RunAsync(
            new Terminal(TextWriter.Null, TextWriter.Null, TextReader.Null)
            {
                Variable = _ => null,
                DataFolder = "",
                ConfigurationFolder = "",
            },
            display =>
                new JobSubmission(
                    client,
                    new JobJournal(_tool.JournalPath, TimeProvider.System),
                    entry,
                    display,
                    time
                ).RunAsync(
                    new PreparedJob(kind, new JObject { ["prompt"] = Prompt }),
                    cancellationToken
                )
        );
    }

    private async Task<IEnumerable<string?>> Events() =>
        (await File.ReadAllLinesAsync(_tool.JournalPath)).Select(line =>
            (string?)JToken.Parse(line)["event"]
        );
}
