using CloudswayVideo.Cli;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Nothing is paid twice, and no id of a paid job is lost.</summary>
public sealed class MoneyTests : IDisposable
{
    private const string Prompt = "A fox in the snow";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

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
        _tool.SubmitAsync(gateway, Prompt, options);

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
            async display =>
            {
                var submission = new JobSubmission(
                    client,
                    new JobJournal(_tool.JournalPath, TimeProvider.System),
                    entry,
                    display,
                    time
                );
                await submission.BeginAsync(cancellationToken);
                return await submission.SendAsync(
                    new PreparedJob(kind, new JObject { ["prompt"] = Prompt }),
                    cancellationToken
                );
            }
        );
    }

    private async Task<IEnumerable<string?>> Events() =>
        (await File.ReadAllLinesAsync(_tool.JournalPath)).Select(line =>
            (string?)JToken.Parse(line)["event"]
        );
}
