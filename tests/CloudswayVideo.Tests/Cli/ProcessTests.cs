using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>The tool as a process, interrupted and killed.</summary>
public sealed class ProcessTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _mockTime = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() =>
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _mockTime }
        );

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_process_continues_a_wait_that_was_interrupted_or_killed(bool isKilled)
    {
        using var first = Start(
            "hailuo",
            "text-to-video",
            "A fox in the snow",
            "--endpoint",
            "success",
            "--yes"
        );
        var id = (await first.HasSaidAsync("Accepted as job")).Split(' ')[^1].TrimEnd('.');
        await first.HasSaidAsync("Waiting: Preparing");
        if (isKilled)
        {
            first.Kill();
        }
        else
        {
            first.Interrupt();
            var (exitCode, _, error) = await first.EndAsync();
            exitCode.Should().Be(130);
            error.Should().Contain($"cloudsway-video download {id}").And.NotContain("   at ");
        }

        _mockTime.Advance(TimeSpan.FromMinutes(1));
        using var second = Start("download", id, "--out", _home["fox.mp4"]);

        (await second.EndAsync())
            .Should()
            .Match<(int ExitCode, string Out, string)>(end =>
                end.ExitCode == 0 && end.Out == _home["fox.mp4"]
            );
        _mock.Requests.Where(request => request.Method == "POST").Should().ContainSingle();
    }

    [Fact]
    public async Task An_interruption_while_a_submission_begins_is_no_sudden_death()
    {
        using var process = Start(
            "haiper",
            "generate",
            "A sunset",
            "--endpoint",
            "success",
            "--yes"
        );
        await process.HasSaidAsync("Submitting");

        process.Interrupt();

        var (exitCode, _, error) = await process.EndAsync();
        (exitCode, error.Trim().Split('\n')[^1])
            .Should()
            .Be((130, "cloudsway-video: Interrupted."));
    }

    [Fact]
    public async Task A_submission_of_a_killed_process_is_reported_later()
    {
        var arrived = new TaskCompletionSource();
        await using var gateway = new RawServer(async connection =>
        {
            if (connection.Head.StartsWith("POST", StringComparison.Ordinal))
            {
                arrived.SetResult();
            }

            await connection.HangAsync();
        });
        using var process = ToolProcess.Start(
            _home,
            gateway.Url,
            "haiper",
            "generate",
            "A sunset",
            "--endpoint",
            "e",
            "--yes"
        );
        await arrived.Task;
        process.Kill();

        using var doctor = Start("doctor", "--endpoint", "success");

        (await doctor.EndAsync())
            .Out.Should()
            .Contain("1 submission that may have been accepted without an answer");
    }

    [LinuxFact]
    public async Task A_terminal_that_is_closed_while_a_job_is_sent_loses_no_id()
    {
        var arrived = new TaskCompletionSource();
        var hungUp = new TaskCompletionSource();
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            arrived.SetResult();
            await hungUp.Task;
            await connection.AnswerAsync(200, """{"taskId":"job-1"}""");
        });
        using var process = ToolProcess.Start(
            _home,
            gateway.Url,
            "haiper",
            "generate",
            "A sunset",
            "--endpoint",
            "e",
            "--yes",
            "--no-wait"
        );
        await arrived.Task;

        process.HangUp();
        await process.HasSaidAsync("Interrupted; waiting up to 10 seconds");
        hungUp.SetResult();

        (await process.EndAsync()).Out.Should().Be("job-1");
    }

    [LinuxTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_terminal_may_be_of_any_width(int columns)
    {
        var (exitCode, screen) = await ToolProcess.OnTerminalAsync(
            _home,
            columns,
            "hailuo",
            "text-to-video",
            "A fox",
            "--mock",
            "--out",
            _home["fox.mp4"]
        );

        exitCode.Should().Be(0, screen);
        screen.Should().Contain("Waiting").And.NotContain("━");
        (await ToolProcess.OnTerminalAsync(_home, columns, "jobs", "--mock"))
            .ExitCode.Should()
            .Be(0);
        (await ToolProcess.OnTerminalAsync(_home, columns, "haiper", "generate", "--help"))
            .ExitCode.Should()
            .Be(0);
    }

    [LinuxTheory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    public async Task The_list_of_jobs_breaks_no_word_on_a_narrow_terminal(int columns)
    {
        const string Prompt = "一只狐狸在雪地里 🦊";
        await ToolProcess.OnTerminalAsync(
            _home,
            columns,
            "hailuo",
            "text-to-video",
            Prompt,
            "--mock",
            "--no-wait",
            "--keep-prompts"
        );

        var (exitCode, screen) = await ToolProcess.OnTerminalAsync(
            _home,
            columns,
            "jobs",
            "--mock"
        );

        exitCode.Should().Be(0);
        screen.Should().Contain("hailuo text-to-video").And.Contain("accepted").And.Contain(Prompt);
    }

    [Fact]
    public async Task A_mistake_returns_2_and_writes_nothing_to_standard_output()
    {
        using var process = Start("haiper", "generate", "x", "--endpoint", "e", "--duration", "3");

        (await process.EndAsync())
            .Should()
            .Be((2, "", "cloudsway-video: --duration: found 3, allowed are 2, 4, 8.\n"));
    }

    private ToolProcess Start(params string[] arguments) =>
        ToolProcess.Start(_home, _mock.BaseUrl, arguments);
}
