using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Cli;

/// <summary>With --json, every command prints its result as one line of JSON.</summary>
public sealed class JsonResultTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task A_script_for_a_shell_is_its_text()
    {
        (await _tool.RunAsync("completion", "bash")).Should().Be(0);
        var script = _tool.Out;

        (await _tool.RunAsync("completion", "bash", "--json")).Should().Be(0);

        ((string)JToken.Parse(_tool.Out)["script"]!).Should().Be(script);
    }

    [Fact]
    public async Task A_complete_contract_is_named_by_its_path()
    {
        (await _tool.RunAsync("contract", "pack", "--contract-only", "--out", _tool["o"], "--json"))
            .Should()
            .Be(0, _tool.Error);

        var contract = (string)JToken.Parse(_tool.Out)["contract"]!;
        Path.GetDirectoryName(contract).Should().Be(_tool["o"]);
        File.Exists(contract).Should().BeTrue();
    }
}
