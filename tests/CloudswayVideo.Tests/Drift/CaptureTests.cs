using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>
/// From a service that has drifted to a contract that describes it: record, check, learn, check again.
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
    public async Task A_recorded_reply_without_a_body_is_replayed()
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(302, "", "Location: /elsewhere\r\n");
        });
        using var forwarding = new ForwardingMock();
        await using (
            var recorder = await forwarding.StartAsync(
                gateway.Url,
                options => options.RecordFolder = _folder["recorded"]
            )
        )
        {
            await forwarding.PostAsync(recorder, "/v1/ai/e/hailuo/video/generate");
        }

        await using var mock = await CloudswayMock.StartAsync(
            new() { MappingsFolder = _folder["recorded"] }
        );
        using var replayed = await forwarding.PostAsync(mock, "/v1/ai/e/hailuo/video/generate");

        ((int)replayed.StatusCode).Should().Be(302);
    }

    [Fact]
    public async Task Captures_are_checked_and_learnt_until_the_service_and_the_contract_agree()
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
            .Contain("GUESS: that \\\"Uploading\\\" means a job that still runs")
            .And.Contain("GUESS: that the code VB-900001 means ServiceFault")
            .And.Contain("\"x-alias-of\":\"fileId\"")
            .And.Contain("Seen on ");

        (await ForwardAsync(_folder["contract.json"], null)).Should().BeEmpty();
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
        "--forward must be the base URL of a gateway",
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
    public async Task A_mistake_in_the_options_of_forwarding_is_refused(
        string message,
        params string[] arguments
    )
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
