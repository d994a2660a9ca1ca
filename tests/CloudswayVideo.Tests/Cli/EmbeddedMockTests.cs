using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Whatever is done for money can be rehearsed without, over as many processes.</summary>
public sealed class EmbeddedMockTests : IDisposable
{
    private readonly Tool _tool = new();

    public EmbeddedMockTests() => _tool.Variables.Clear();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("hailuo", "text-to-video", "A fox")]
    [InlineData("doctor")]
    public async Task A_mock_can_stand_in_without_key_endpoint_or_journal(params string[] arguments)
    {
        (
            await _tool.RunAsync([
                .. arguments,
                "--mock",
                .. arguments.Length > 1 ? new[] { "--out", _tool["v.mp4"] } : [],
            ])
        )
            .Should()
            .Be(0, _tool.Error);

        File.Exists(_tool.JournalPath).Should().BeFalse();
    }

    [Theory]
    [InlineData("hailuo", "text-to-video")]
    [InlineData("haiper", "generate")]
    public async Task A_job_of_an_embedded_mock_is_come_back_to_as_any_other(
        string family,
        string kind
    )
    {
        (await _tool.RunAsync(family, kind, "A fox", "--mock", "--no-wait")).Should().Be(0);
        var id = _tool.Out;
        _tool.Error.Should().Contain($"cloudsway-video download {id} --mock");

        (await _tool.RunAsync("status", id, "--mock", "--json")).Should().Be(0, _tool.Error);
        ((string?)JToken.Parse(_tool.Out)["phase"]).Should().Be("pending");
        (await _tool.RunAsync("wait", id, "--mock")).Should().Be(0, _tool.Error);
        (await _tool.RunAsync("status", id, "--mock", "--json")).Should().Be(0, _tool.Error);
        ((string?)JToken.Parse(_tool.Out)["phase"]).Should().Be("succeeded");
        (await _tool.RunAsync("download", id, "--mock", "--out", _tool["v.mp4"]))
            .Should()
            .Be(0, _tool.Error);

        File.Exists(_tool["v.mp4"]).Should().BeTrue();
        File.Exists(_tool.JournalPath).Should().BeFalse();
    }

    [Fact]
    public async Task A_job_of_an_embedded_mock_keeps_its_scenario()
    {
        (
            await _tool.RunAsync(
                "hailuo",
                "text-to-video",
                "A fox",
                "--mock",
                "--endpoint",
                "moderated",
                "--no-wait"
            )
        )
            .Should()
            .Be(0);
        var moderated = _tool.Out;
        (await _tool.RunAsync("hailuo", "text-to-video", "A fox", "--mock", "--no-wait"))
            .Should()
            .Be(0);
        var other = _tool.Out;

        (await _tool.RunAsync("wait", moderated, "--mock")).Should().Be(1);
        (await _tool.RunAsync("wait", other, "--mock")).Should().Be(0, _tool.Error);
    }

    [Fact]
    public async Task An_embedded_mock_has_any_job_whose_family_is_told()
    {
        (await _tool.RunAsync("wait", "my-job", "--mock")).Should().Be(2);
        _tool.Error.Should().Contain("Give --family");

        (await _tool.RunAsync("wait", "my-job", "--mock", "--family", "haiper"))
            .Should()
            .Be(0, _tool.Error);

        _tool.Out.Should().Be("my-job");
    }
}
