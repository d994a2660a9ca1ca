using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>"contract check" reads the captures of other tools, and refuses what is not a capture.</summary>
public sealed class CaptureFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Tool _tool = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tool.Dispose();
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
    [InlineData("'methods':['get'],'path':'/v1/ai/e/video/tasks/1234abcd'", "")]
    [InlineData("'urlPathTemplate':'/v1/ai/{endpoint}/video/tasks/{id}'", "")]
    [InlineData("'path':'/v1/ai/e/video/tasks/1234abcd'", ",'fixedDelayMilliseconds':1e300")]
    [InlineData("'path':'/v1/ai/e/video/tasks/1234abcd'", ",'headers':{'Age':'1','age':['2']}")]
    public async Task A_capture_that_was_written_in_another_way_is_read(string request, string more)
    {
        var capture =
            $"{{'request':{{{request}}},'response':{{'status':200,'jsonBody':{{'eta':3}}{more}}}}}";
        await File.WriteAllTextAsync(_folder["odd.json"], capture.Replace('\'', '"'));

        (await _tool.RunAsync("contract", "check", _folder["odd.json"])).Should().Be(1);

        _tool.Out.Should().Contain("haiper_getTask reply $.eta: unknown field");
        _tool.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{", "is not a capture: it is not JSON")]
    [InlineData("", "is not a capture: it has no mapping")]
    [InlineData("[]", "is not a capture: it has no mapping")]
    [InlineData("""{"mappings":[]}""", "is not a capture: it has no mapping")]
    [InlineData("{}", "is not a capture: a mapping needs a Request with a Path")]
    public async Task A_file_that_is_not_a_capture_is_named(string text, string message)
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
}
