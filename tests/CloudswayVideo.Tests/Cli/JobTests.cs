using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Submitting, coming back, waiting and saving, with the mock as the gateway.</summary>
public sealed class JobTests : IAsyncLifetime, IDisposable
{
    private readonly Tool _tool = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                TimeProvider = _tool.Time,
                JobDuration = TimeSpan.FromMinutes(2),
            }
        );
        _tool.Variables[CloudswayOptions.BaseUrlVariable] = _mock.BaseUrl.AbsoluteUri;
        _tool.Variables["CLOUDSWAY_HAILUO_ENDPOINT"] = "success";
        _tool.Variables["CLOUDSWAY_HAIPER_ENDPOINT"] = "success";
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _tool.Dispose();

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
        (await _tool.PayAsync([.. arguments, "--out", _tool["video.mp4"]]))
            .Should()
            .Be(0, _tool.Error);

        _tool.Out.Should().Be(_tool["video.mp4"]);
        new FileInfo(_tool["video.mp4"]).Length.Should().BeGreaterThan(1000);
        Submissions.Should().ContainSingle().Which.StatusCode.Should().Be(200);
    }

    [Fact]
    public async Task Options_become_the_fields_of_the_contract()
    {
        await _tool.PayAsync(
            "haiper",
            "generate",
            "--prompt",
            "A sunset",
            "--negative-prompt",
            "rain",
            "--image",
            "https://example.com/a.png",
            "--duration",
            "4",
            "--seed",
            "-1",
            "--no-wait"
        );

        JToken
            .DeepEquals(
                JToken.Parse(Submissions.Single().Body!),
                JToken.Parse(
                    """{"prompt":"A sunset","negativePrompt":"rain","config":{"sourceImage":"https://example.com/a.png"},"settings":{"seed":-1,"duration":4}}"""
                )
            )
            .Should()
            .BeTrue(Submissions.Single().Body);
    }

    [Fact]
    public async Task A_number_is_read_the_same_whatever_the_language_of_the_machine()
    {
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(
            "de-DE"
        );

        await _tool.PayAsync(
            "haiper",
            "extend",
            "--source-video",
            "https://example.com/a.mp4",
            "--guidance-scale",
            "7.5",
            "--no-wait"
        );

        ((double)JToken.Parse(Submissions.Single().Body!).SelectToken("settings.guidanceScale")!)
            .Should()
            .Be(7.5);
    }

    [Fact]
    public async Task An_image_file_travels_as_a_data_uri()
    {
        await File.WriteAllBytesAsync(_tool["a.png"], SampleImages.Png(400, 500));

        await _tool.PayAsync(
            "hailuo",
            "image-to-video",
            "--image",
            _tool["a.png"],
            "--prompt-optimizer",
            "false",
            "--no-wait"
        );

        var body = JToken.Parse(Submissions.Single().Body!);
        // The mock keeps the length of an image, not the image.
        ((string)body["firstFrameImage"]!)
            .Should()
            .Be(
                $"data:image/png;base64,({Convert.ToBase64String(SampleImages.Png(400, 500)).Length} characters)"
            );
        ((bool)body["promptOptimizer"]!).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_sent_and_what_is_saved_is_told_with_its_size()
    {
        await File.WriteAllBytesAsync(
            _tool["a.png"],
            [.. SampleImages.Png(400, 500), .. new byte[300_000]]
        );

        (
            await _tool.PayAsync(
                "hailuo",
                "image-to-video",
                "--image",
                _tool["a.png"],
                "--out",
                _tool["v.mp4"]
            )
        )
            .Should()
            .Be(0, _tool.Error);

        _tool
            .Error.Should()
            .MatchRegex("Uploading: …\\s+Uploading: 300 kB\\s+Accepted")
            .And.MatchRegex("Downloading: …\\s+Downloading: 22 kB");
    }

    [Fact]
    public async Task A_prompt_may_come_from_standard_input()
    {
        _tool.Input = "A fox,\nin the snow\n";

        await _tool.PayAsync("hailuo", "text-to-video", "-", "--no-wait");

        ((string)JToken.Parse(Submissions.Single().Body!)["prompt"]!)
            .Should()
            .Be("A fox,\nin the snow");
    }

    [Theory]
    [InlineData("hailuo", "text-to-video")]
    [InlineData("haiper", "generate")]
    public async Task The_id_alone_is_enough_to_come_back(string family, string kind)
    {
        (await _tool.PayAsync(family, kind, "A fox", "--no-wait")).Should().Be(0);
        var id = _tool.Out;
        _tool
            .Error.Should()
            .Contain($"Accepted as job {id}.")
            .And.Contain($"cloudsway-video download {id}");
        _tool.Variables.Remove(CloudswayOptions.BaseUrlVariable);
        _tool.Variables["CLOUDSWAY_HAILUO_ENDPOINT"] = "unauthorised";
        _tool.Variables["CLOUDSWAY_HAIPER_ENDPOINT"] = "unauthorised";

        (await _tool.RunAsync("status", id)).Should().Be(0, _tool.Error);
        (await _tool.RunAsync("wait", id)).Should().Be(0, _tool.Error);
        (await _tool.RunAsync("download", id, "--out", _tool["videos/"]))
            .Should()
            .Be(0, _tool.Error);

        File.Exists(_tool[$"videos/{id}.mp4"]).Should().BeTrue();
        Submissions.Should().ContainSingle();
    }

    [Fact]
    public async Task A_job_that_was_submitted_elsewhere_needs_family_and_endpoint()
    {
        var job = await _mock
            .CreateHailuoClient()
            .SubmitAsync(HailuoVideoRequest.FromText("A fox"));

        (await _tool.RunAsync("status", job.Id)).Should().Be(2);
        _tool
            .Error.Should()
            .Contain(
                $"Job \"{job.Id}\" is not in the journal {_tool.JournalPath}. Give --family and --endpoint"
            );
        (
            await _tool.RunAsync(
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
            .Be(0, _tool.Error);
        ((string)JToken.Parse(_tool.Out)["id"]!).Should().Be(job.Id);
    }

    [Fact]
    public async Task Whoever_has_lost_an_id_finds_it_among_the_jobs()
    {
        (await _tool.RunAsync("jobs")).Should().Be(0);
        _tool.Error.Should().Contain("No job was submitted from here");
        await _tool.PayAsync("hailuo", "text-to-video", "A fox in the snow", "--no-wait");
        var id = _tool.Out;
        await _tool.PayAsync(
            "haiper",
            "generate",
            "A fox in the snow",
            "--endpoint",
            "bad-request"
        );
        _mock.Inject("haiper_createGeneration", MockFault.Reset);
        await _tool.PayAsync("haiper", "generate", "A fox in the snow");

        (await _tool.RunAsync("jobs")).Should().Be(0);
        _tool
            .Out.Should()
            .MatchRegex($"{id} +│ hailuo text-to-video")
            .And.MatchRegex("unknown: check the account │ haiper generate")
            .And.NotContain("bad-request")
            .And.NotContain("fox");
        (await _tool.RunAsync("jobs", "--json")).Should().Be(0);

        JArray
            .Parse(_tool.Out)
            .Select(job => $"{job["id"]} {job["event"]}")
            .Should()
            .Equal($"{id} accepted", " unknown");
        (await _tool.RunAsync("jobs", "--mock", "--json")).Should().Be(0);
        _tool.Out.Should().Be("[]");
    }

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
            await _tool.PayAsync(
                "hailuo",
                "text-to-video",
                "A fox in the snow",
                "--endpoint",
                scenario,
                "--json",
                "--out",
                _tool["v.mp4"]
            )
        )
            .Should()
            .Be(exitCode);

        var result = JToken.Parse(_tool.Out);
        ((int)result["exitCode"]!).Should().Be(exitCode);
        _tool.Error.Should().Contain((string)result["error"]!).And.NotContain("   at ");
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
            await _tool.PayAsync(
                "hailuo",
                "text-to-video",
                "A fox in the snow",
                "--endpoint",
                scenario,
                "--out",
                _tool["v.mp4"]
            )
        )
            .Should()
            .Be(1);

        _tool.Error.Should().Contain(words);
        (await File.ReadAllTextAsync(_tool.JournalPath))
            .Should()
            .NotContain("sensitive")
            .And.NotContain("invalid");
    }

    [Theory]
    [InlineData("upscale")]
    [InlineData("extend", "More of it")]
    public async Task A_job_can_start_from_the_video_of_another(params string[] command)
    {
        (await _tool.PayAsync("haiper", "generate", "A sunset", "--no-wait")).Should().Be(0);
        var id = _tool.Out;

        (
            await _tool.PayAsync([
                "haiper",
                .. command,
                "--source-job",
                id,
                "--out",
                _tool["long.mp4"],
            ])
        )
            .Should()
            .Be(0, _tool.Error);

        (await _tool.RunAsync("wait", id, "--json")).Should().Be(0, _tool.Error);
        var url = (string)JToken.Parse(_tool.Out)["url"]!;
        url.Should().StartWith("http");
        Submissions.Last().Body.Should().Contain(new Uri(url).AbsolutePath);
    }

    [Fact]
    public async Task A_source_is_named_once_and_is_known_here()
    {
        (await _tool.PayAsync("haiper", "upscale", "--source-job", "1", "https://x/a.mp4"))
            .Should()
            .Be(2);
        _tool.Error.Should().Contain("--source-video and --source-job both name the source");
        (await _tool.PayAsync("haiper", "upscale", "--source-job", "none")).Should().Be(2);
        _tool.Error.Should().Contain("Job \"none\" is not in the journal");
        Submissions.Should().BeEmpty();
    }

    [Fact]
    public async Task The_jobs_tell_how_they_stand_and_a_prompt_only_if_it_is_to_be_kept()
    {
        await _tool.PayAsync(
            "hailuo",
            "text-to-video",
            "A fox in the snow",
            "--keep-prompts",
            "--out",
            _tool["fox.mp4"]
        );
        await _tool.PayAsync("hailuo", "text-to-video", "A bear", "--endpoint", "moderated");
        await _tool.PayAsync("hailuo", "text-to-video", "An owl", "--no-wait");

        (await _tool.RunAsync("jobs")).Should().Be(0);

        _tool
            .Out.Should()
            .MatchRegex("saved +│ fox.mp4: A fox in the snow")
            .And.MatchRegex("failed +│")
            .And.MatchRegex("accepted +│")
            .And.NotContain("bear")
            .And.NotContain("owl");
    }

    [Theory]
    [InlineData("moderated", "Change the prompt or the image", "moderation")]
    [InlineData("unauthorised", "Check the access key", "authentication")]
    public async Task A_failure_says_what_to_do_next(
        string scenario,
        string advice,
        string category
    )
    {
        await _tool.PayAsync(
            "hailuo",
            "text-to-video",
            "A fox",
            "--endpoint",
            scenario,
            "--out",
            _tool["v.mp4"],
            "--json"
        );

        var result = JToken.Parse(_tool.Out);
        ((string)result["nextStep"]!).Should().StartWith(advice);
        ((string)result["category"]!).Should().Be(category);
        ((string)result["serviceMessage"]!).Should().NotBeEmpty();
        _tool
            .Error.Should()
            .Contain(advice)
            .And.NotContain("endpointPath")
            .And.NotContain("Message");
    }

    [Fact]
    public async Task Whoever_waits_too_shortly_is_told_how_to_go_on()
    {
        (await _tool.PayAsync("hailuo", "text-to-video", "A fox", "--timeout", "30s"))
            .Should()
            .Be(4);

        _tool
            .Error.Should()
            .MatchRegex(@"Job (\d+) goes on\. To fetch its video:\s+cloudsway-video download \1");
    }

    private IEnumerable<MockRequest> Submissions =>
        _mock.Requests.Where(request => request.Method == "POST");
}
