using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>
/// From a service that has drifted to a contract that tells all of it: record, check, learn, look again.
/// </summary>
public sealed class CaptureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Tool _tool = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tool.Dispose();
    }

    [Fact]
    public async Task A_recorded_job_is_replayed_as_a_whole_and_nothing_secret_is_in_the_files()
    {
        var recorded = await RecordAsync();
        await using var mock = await CloudswayMock.StartAsync(new() { MappingsFolder = recorded });
        var seen = new List<string>();

        var job = await TestClient
            .Hailuo(mock.Url)
            .SubmitAsync(HailuoVideoRequest.FromText("Other"));
        await foreach (var update in job.WatchAsync())
        {
            seen.Add(update.Status);
        }

        var video = await job.WaitAsync();
        seen.Should().Equal("Uploading", "Success");
        job.Id.Should().NotBe(DriftedService.JobId).And.HaveLength(DriftedService.JobId.Length);
        video.Url.Should().StartWith("https://media.example/");
        Directory.GetFiles(recorded).Should().HaveCount(6);
        foreach (var file in Directory.GetFiles(recorded))
        {
            (await File.ReadAllTextAsync(file))
                .Should()
                .NotContainAny(
                    TestClient.Key,
                    "fox",
                    DriftedService.JobId,
                    DriftedService.FileId,
                    "storage.example",
                    "secret",
                    "sharp"
                );
        }
    }

    [Fact]
    public async Task Captures_are_checked_and_learnt_from_until_the_service_and_the_contract_agree()
    {
        var recorded = await RecordAsync();
        var overlay = _folder["overlay.yaml"];

        (await _tool.RunAsync("contract", "check", recorded)).Should().Be(1);
        _tool
            .Out.Should()
            .Contain("0001-hailuo_createTask.json: hailuo_createTask request $.mood: unknown field")
            .And.Contain("11 differences from the contract:");
        (await _tool.RunAsync("contract", "learn", recorded, "--out", overlay))
            .Should()
            .Be(0, _tool.Error);
        (await _tool.RunAsync("contract", "check", recorded, "--overlay", overlay))
            .Should()
            .Be(0, _tool.Out);
        _tool.Out.Should().Be("No difference from the contract.");
        (await _tool.RunAsync("contract", "learn", recorded, "--out", overlay)).Should().Be(2);
        _tool.Error.Should().Contain("exists already");

        // The contract as "contract pack" writes it beside the package.
        var text = await File.ReadAllTextAsync(overlay);
        var contract = ContractText.Read(ContractText.ReadEmbedded(), "The contract");
        Overlay.Parse(text, overlay).ApplyTo(contract);
        await File.WriteAllTextAsync(_folder["contract.json"], contract.ToString());
        (
            await _tool.RunAsync(
                "contract",
                "diff",
                Path.Combine(Repository.Root, "spec", "cloudsway-video.yaml"),
                _folder["contract.json"]
            )
        )
            .Should()
            .Be(0, _tool.Error);
        text.Should()
            .Contain("GUESS: that \\\"Uploading\\\" is a job that goes on")
            .And.Contain("GUESS: that the code VB-900001 means ServiceFault")
            .And.Contain("\"x-alias-of\":\"fileId\"")
            .And.Contain("Seen on ");

        (await ForwardAsync(_folder["contract.json"], null)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_capture_that_another_WireMock_recorded_is_read()
    {
        await File.WriteAllTextAsync(
            _folder["java.json"],
            """
            {"mappings":[{
              "request":{"method":"GET","urlPath":"/v1/ai/e/video/tasks/1234abcd"},
              "response":{"status":200,"headers":{"Content-Type":"application/json"},
                "body":"{\"status\":\"SUCCESS\",\"mediaUrl\":\"https://a.example/v.mp4\",\"eta\":3}",
                "fixedDelayMilliseconds":61000}
            }]}
            """
        );

        (await _tool.RunAsync("contract", "check", _folder["java.json"], "--json")).Should().Be(1);

        _tool
            .Out.Should()
            .Contain("\"path\":\"$.eta\"")
            .And.Contain("\"kind\":\"Slower\"")
            .And.Contain("\"captures\":1");
    }

    [Theory]
    [InlineData("{", "is no capture: it is no JSON")]
    [InlineData("{}", "is no capture: a mapping needs a Request with a Path")]
    public async Task What_is_no_capture_is_named(string text, string message)
    {
        await File.WriteAllTextAsync(_folder["odd.json"], text);

        (await _tool.RunAsync("contract", "check", _folder["odd.json"])).Should().NotBe(0);

        _tool.Error.Should().Contain("odd.json").And.Contain(message).And.NotContain("   at ");
    }

    [Fact]
    public async Task An_empty_folder_passes_no_check()
    {
        Directory.CreateDirectory(_folder["none"]);

        (await _tool.RunAsync("contract", "check", _folder["none"])).Should().Be(2);

        _tool.Error.Should().Contain("no folder with mapping files");
    }

    [Fact]
    public async Task Ids_are_masked_alike_wherever_they_stand_and_words_of_the_contract_stay()
    {
        var exchange = new ContractExchange
        {
            Method = "GET",
            Path = "/v1/ai/mine/hailuo/video/task/2447856055707231",
            StatusCode = 200,
            ReplyBody = Newtonsoft.Json.Linq.JObject.Parse(
                """{"status":"Success","task_id":2447856055707231,"copy":"2447856055707231","videoWidth":1280}"""
            ),
        };

        var masked = new ExchangeMask().Mask(ContractCases.Document, exchange);

        var id = masked.Path.Split('/')[^1];
        id.Should().NotBe("2447856055707231");
        masked.Path.Should().Be($"/v1/ai/*/hailuo/video/task/{id}");
        masked
            .ReplyBody!.ToString(Newtonsoft.Json.Formatting.None)
            .Should()
            .Be($$"""{"status":"Success","task_id":{{id}},"copy":"{{id}}","videoWidth":1280}""");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_report_ends_the_command()
    {
        await using var gateway = new DriftedService();
        using var mock = Mock.MockProcess.Start(
            "--urls",
            "http://127.0.0.1:0",
            "--forward",
            $"{gateway.BaseUrl}",
            "--record",
            _folder["capture"],
            "--quiet"
        );
        (await mock.StartedAsync()).Should().Contain("PAID FOR");
        await TestClient.Hailuo(mock.BaseUrl).SubmitAsync(HailuoVideoRequest.FromText("A fox"));

        var (exitCode, error) = await mock.EndAsync("TERM");

        exitCode.Should().Be(0);
        error
            .Should()
            .Contain("drift  hailuo_createTask reply $.queuePosition: unknown field, an integer");
        mock.Report.Should().Contain("2 differences from the contract:");
        Directory.GetFiles(_folder["capture"]).Should().ContainSingle();
    }

    [Theory]
    [InlineData(
        "--forward needs the base URL of a gateway",
        "--forward",
        "http://gateway.example?key=RW"
    )]
    [InlineData("--record needs --forward", "--record", "new")]
    [InlineData(
        "--forward and --mappings exclude each other",
        "--forward",
        "https://gateway.example",
        "--mappings",
        "."
    )]
    [InlineData(
        "--record is \".\", which is no empty folder",
        "--forward",
        "https://gateway.example",
        "--record",
        "."
    )]
    public async Task A_mistake_of_forwarding_is_told(string message, params string[] arguments)
    {
        (await _tool.RunAsync(["mock", .. arguments])).Should().Be(2);

        _tool.Error.Should().Contain(message).And.NotContain("RW");
    }

    private async Task<string> RecordAsync()
    {
        (await ForwardAsync(null, _folder["capture"])).Should().NotBeEmpty();
        return _folder["capture"];
    }

    private static async Task<IReadOnlyList<DriftCount>> ForwardAsync(
        string? contract,
        string? record
    )
    {
        await using var gateway = new DriftedService();
        var mock = await CloudswayMock.StartAsync(
            new()
            {
                ForwardTo = gateway.BaseUrl,
                ContractPath = contract,
                RecordFolder = record,
            }
        );
        await using (mock)
        {
            var request = HailuoVideoRequest.FromText("A fox in the snow");
            request.Extra["mood"] = 10;
            await TestClient.Hailuo(mock.Url).GenerateAsync(request);
        }

        return mock.Drifts;
    }
}
