using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>"--extra": fields of a request that the contract does not know yet.</summary>
public sealed class ExtraFieldTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task An_extra_field_is_in_the_request()
    {
        (await DryRunAsync("frames=10", "look=\"soft\"")).Should().Be(0, _tool.Error);

        _tool.Out.Should().Contain("\"frames\":10").And.Contain("\"look\":\"soft\"");
    }

    [Theory]
    [InlineData("prompt=\"x\"", "Give --prompt instead")]
    [InlineData("firstFrameImage=\"x\"", "which the contract knows")]
    [InlineData("frames", "give a name and a value in JSON")]
    [InlineData("look=soft", "A text needs its own quotation marks")]
    public async Task What_cannot_be_sent_says_what_to_do(string extra, string words)
    {
        (await DryRunAsync(extra)).Should().Be(2);

        _tool.Error.Should().Contain(words);
    }

    private Task<int> DryRunAsync(params string[] extra) =>
        _tool.RunAsync([
            "hailuo",
            "text-to-video",
            "A fox",
            "--endpoint",
            "e",
            "--dry-run",
            .. extra.SelectMany(one => new[] { "--extra", one }),
        ]);
}
