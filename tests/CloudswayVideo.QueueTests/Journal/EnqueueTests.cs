using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>What gets into the journal, and what does not.</summary>
public class EnqueueTests
{
    // One pixel is below every limit, so that these are for an endpoint that takes more than is documented.
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public async Task The_same_key_twice_is_the_same_video()
    {
        await using var fleet = await Fleet.StartAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => fleet.EnqueueAsync("a")))
        );
        await fleet.StepAsync("a");
        var again = await fleet.EnqueueAsync("a");

        again.State.Should().Be(QueuedVideoState.Accepted);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task A_key_that_another_request_has_is_refused()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a", "a fox");

        var other = () => fleet.EnqueueAsync("a", "a bear");

        (await other.Should().ThrowAsync<ArgumentException>())
            .WithMessage("*\"a\"*another request*")
            .And.Message.Should()
            .NotContain("bear");
    }

    [Theory]
    [InlineData("", "*empty*")]
    [InlineData("a\nb", "*has U+000A as its character 2*")]
    [InlineData("a😀", "*has U+D83D as its character 2*emoji*")]
    [InlineData(
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901",
        "*has 101 characters*1 to 100*"
    )]
    public async Task A_key_that_can_be_none_is_refused_with_what_is_wrong(
        string key,
        string message
    )
    {
        await using var fleet = await Fleet.StartAsync();

        var enqueue = () => fleet.EnqueueAsync(key);

        await enqueue.Should().ThrowAsync<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public async Task A_request_that_breaks_the_contract_is_refused()
    {
        await using var fleet = await Fleet.StartAsync();

        var enqueue = () => fleet.EnqueueAsync("a", "");

        (await enqueue.Should().ThrowAsync<ArgumentException>()).WithMessage("*prompt*required*");
        (await fleet.Queue.FindAsync("a")).Should().BeNull();
    }

    [Fact]
    public async Task What_no_client_submits_is_refused_with_what_they_do_submit()
    {
        await using var fleet = await Fleet.StartAsync();

        var enqueue = () => fleet.Queue.EnqueueAsync("a", "a prompt alone");

        (await enqueue.Should().ThrowAsync<ArgumentException>()).WithMessage(
            "*String*HailuoVideoRequest*HaiperGenerateRequest*"
        );
    }

    [Fact]
    public async Task An_endpoint_that_nobody_registered_is_refused_with_those_that_are()
    {
        await using var fleet = await Fleet.StartAsync(clients: clients =>
            clients.AddKeyedHaiper("slow", "s")
        );

        var enqueue = () =>
            fleet.Queue.EnqueueAsync(
                "a",
                new HaiperGenerateRequest { Prompt = "p" },
                endpoint: "fast"
            );

        (await enqueue.Should().ThrowAsync<ArgumentException>()).WithMessage("*\"fast\"*\"slow\"*");
    }

    [Fact]
    public async Task Every_kind_of_request_travels_as_the_client_alone_would_send_it()
    {
        await using var fleet = await Fleet.StartAsync(clients: clients => clients.AddHailuo("h"));
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "pixel.png");
        await File.WriteAllBytesAsync(file, Pixel);
        object[] requests =
        [
            new HaiperGenerateRequest
            {
                Prompt = "a \"fox\"\u2028 🦊",
                Settings = new() { Seed = 7, AspectRatio = "16:9" },
                Config = new() { SourceImage = "https://example.com/a.png?x=1" },
            },
            new HaiperUpscaleRequest
            {
                Config = new() { SourceVideo = "https://example.com/v.mp4" },
            },
            HailuoVideoRequest.FromImage(ImageInput.FromFile(file).WithoutChecks(), "it turns"),
            HailuoVideoRequest.FromSubject(ImageInput.FromBytes(Pixel).WithoutChecks()),
        ];

        foreach (var (request, number) in requests.Select((request, number) => (request, number)))
        {
            await fleet.Queue.EnqueueAsync($"row{number}", request);
        }

        folder.Delete(recursive: true);
        for (var number = 0; number < requests.Length; number++)
        {
            await fleet.StepAsync($"row{number}");
        }

        var bodies = fleet.Gateway.Bodies.Select(JObject.Parse).ToList();
        bodies.Should().HaveCount(4);
        ((string?)bodies[0]["prompt"]).Should().Be("a \"fox\"\u2028 🦊");
        ((int?)bodies[0]["settings"]!["seed"]).Should().Be(7);
        ((string?)bodies[2]["firstFrameImage"])
            .Should()
            .Be($"data:image/png;base64,{Convert.ToBase64String(Pixel)}");
        bodies[3].ToString().Should().Contain(Convert.ToBase64String(Pixel));
    }

    [Fact]
    public async Task A_request_in_the_journal_that_reads_otherwise_now_is_not_paid_for()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.ChangeJournalAsync(
            """UPDATE cloudsway_video_request SET body = '{"Prompt":"x"}'"""
        );

        var step = await fleet.StepAsync("a");

        step.Reason.Should().Contain("cannot be read as it was written");
        fleet.Gateway.Accepted.Should().BeEmpty();
    }

    [Fact]
    public async Task A_journal_of_another_version_is_left_alone()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.ChangeJournalAsync("UPDATE cloudsway_video_schema SET version = 2");

        var enqueue = () => fleet.AddMachine().GetRequiredService<IVideoQueue>().FindAsync("a");

        (await enqueue.Should().ThrowAsync<VideoJournalException>()).WithMessage(
            "*version 2*reads 1*"
        );
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_without_its_password()
    {
        await using var fleet = await Fleet.StartAsync();
        var machine = fleet.AddMachine(queue =>
            queue.UsePostgreSqlJournal(
                "Host=127.0.0.1;Port=1;Username=u;Password=hidden;Database=d"
            )
        );

        var enqueue = () =>
            machine
                .GetRequiredService<IVideoQueue>()
                .EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "p" });

        (await enqueue.Should().ThrowAsync<VideoJournalException>())
            .WithMessage("*PostgreSQL database d at 127.0.0.1:1*")
            .And.Message.Should()
            .NotContain("hidden");
        var health = await machine.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        health.Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Fact]
    public void What_is_no_connection_string_is_refused_where_it_is_given()
    {
        var use = () =>
            new ServiceCollection().AddCloudswayVideoQueue(queue =>
                queue.UsePostgreSqlJournal("nonsense")
            );

        use.Should()
            .Throw<ArgumentException>()
            .WithMessage("*no connection string of PostgreSQL*Host=db*");
    }

    [Fact]
    public async Task The_health_check_says_when_a_person_must_decide()
    {
        await using var fleet = await Fleet.StartAsync();
        var machine = fleet.AddMachine();
        var health = machine.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
        fleet.Gateway.LostAnswers = 1;
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        (await health.CheckHealthAsync())
            .Entries.Values.Single()
            .Description.Should()
            .Contain("decide about 1");
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_journal()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(fleet.Journal)
                .Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
