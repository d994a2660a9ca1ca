using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>What a job object knows, and what it keeps.</summary>
public sealed class VideoJobTests(StubService service) : IClassFixture<StubService>
{
    private const string Accepted = """{"taskId":"1234abcd"}""";
    private const string Running = """{"status":"IN_PROGRESS","progress":0.5}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";
    private const string Failure = """{"status":"FAIL"}""";

    [Fact]
    public async Task A_success_beside_an_error_object_is_no_failure_where_the_contract_has_a_status_for_one()
    {
        const string Error = "\"status\":\"SUCCESS\",\"error\":{\"code\":0,\"message\":\"ok\"}";
        var client = new HaiperClient(
            service.AnsweringInTurn(
                (200, $"{{{Error}}}"),
                (200, $"{{{Error},\"mediaUrl\":\"https://h/v.mp4\"}}")
            )
        );

        var video = await client.GetJob("1").WaitAsync();

        video.Url.Should().Be("https://h/v.mp4");
    }

    [Fact]
    public async Task A_submitted_job_tells_what_it_is_and_since_when()
    {
        var options = service.Answering(Accepted);
        var haiper = new HaiperClient(options);
        var jobs = new[]
        {
            await new HailuoClient(options).SubmitAsync(HailuoVideoRequest.FromText("x")),
            await haiper.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" }),
            await haiper.SubmitAsync(
                new HaiperUpscaleRequest { Config = { SourceVideo = "https://h/v.mp4" } }
            ),
            await haiper.SubmitAsync(
                new HaiperExtendRequest { Config = { SourceVideo = "https://h/v.mp4" } }
            ),
        };

        jobs.Select(job => (job.Family, job.Operation))
            .Should()
            .Equal(
                ("Hailuo", "generate"),
                ("Haiper", "generate"),
                ("Haiper", "upscale"),
                ("Haiper", "extend")
            );
        jobs.Should()
            .OnlyContain(job =>
                job.Id == "1234abcd"
                && job.EndpointPath == options.EndpointPath
                && job.SubmittedAt == options.TimeProvider.GetUtcNow()
            );
    }

    [Fact]
    public void A_job_taken_up_by_its_id_tells_nothing_that_it_does_not_know()
    {
        var job = new HailuoClient("k", "e").GetJob("1234abcd");

        (job.Family, job.Operation, job.EndpointPath, job.SubmittedAt, job.LastUpdate)
            .Should()
            .Be(("Hailuo", null, "e", null, null));
    }

    [Fact]
    public async Task The_last_answer_is_kept_with_its_own_word_and_progress()
    {
        var job = new HaiperClient(service.Answering(Running)).GetJob("1");

        var update = await job.AskAsync();

        job.LastUpdate.Should().BeSameAs(update);
        (update.Status, update.Progress).Should().Be(("IN_PROGRESS", 0.5));
    }

    [Fact]
    public async Task Awaiting_a_job_gives_its_video()
    {
        var video = await new HaiperClient(
            service.AnsweringInTurn((200, Running), (200, Success))
        ).GetJob("1");

        video.Url.Should().Be("https://h/v.mp4");
    }

    [Fact]
    public async Task A_job_that_succeeded_stays_so_and_is_not_asked_about_again()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Success), (200, Running)));
        var job = client.GetJob("1");
        var first = await job.WaitAsync();

        var second = await job.WaitAsync();
        var asked = await job.AskAsync();
        var watched = new List<VideoJobUpdate>();
        await foreach (var update in job.WatchAsync())
        {
            watched.Add(update);
        }

        second.Url.Should().Be(first.Url);
        watched.Should().Equal(asked);
        job.LastUpdate.Should().BeSameAs(asked);
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task A_job_that_failed_stays_so_and_is_not_asked_about_again()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Failure), (200, Running)));
        var job = client.GetJob("1");
        await job.AskAsync();

        var wait = () => job.WaitAsync();

        await wait.Should().ThrowAsync<VideoJobFailedException>();
        (await job.AskAsync()).Phase.Should().Be(VideoJobPhase.Failed);
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task The_hook_is_awaited_once_the_id_is_there_and_before_the_first_question()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Accepted), (200, Success)));
        var stored = "";

        await client.GenerateAsync(
            new HaiperGenerateRequest { Prompt = "x" },
            onSubmitted: async job =>
            {
                await Task.Yield();
                stored = $"{job.Id} after {service.Arrivals(client)}";
            }
        );

        stored.Should().Be("1234abcd after 1");
    }

    [Fact]
    public async Task A_hook_that_throws_loses_no_id_and_no_question_is_asked()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Accepted), (200, Success)));

        var extend = () =>
            client.ExtendAsync(
                new HaiperExtendRequest { Config = { SourceVideo = "https://h/v.mp4" } },
                onSubmitted: _ => throw new IOException("No space left at secret.")
            );

        var thrown = (await extend.Should().ThrowAsync<VideoJobInterruptedException>()).Which;
        (thrown.JobId, thrown.MayStillBeRunning, thrown.IsSafeToResubmit)
            .Should()
            .Be(("1234abcd", true, false));
        thrown.InnerException.Should().BeOfType<IOException>();
        thrown.Message.Should().Contain("1234abcd").And.NotContain("secret");
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task A_hook_that_fails_over_another_job_loses_no_id()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Accepted), (200, Failure)));

        var generate = () =>
            client.GenerateAsync(
                new HaiperGenerateRequest { Prompt = "x" },
                onSubmitted: _ => client.GetJob("other").WaitAsync()
            );

        (await generate.Should().ThrowAsync<VideoJobInterruptedException>())
            .Which.JobId.Should()
            .Be("1234abcd");
    }
}
