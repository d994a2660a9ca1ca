using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Cli;

/// <summary>Where the access key may come from, and what "doctor" says of it.</summary>
public sealed class AccessKeyTests : IAsyncLifetime, IDisposable
{
    private readonly Tool _tool = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { AccessKey = Tool.Key, TimeProvider = _tool.Time }
        );
        _tool.Variables.Clear();
        _tool.Variables[CloudswayOptions.BaseUrlVariable] = _mock.BaseUrl.AbsoluteUri;
        _tool.Time = TimeProvider.System;
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task It_comes_from_the_environment()
    {
        _tool.Variables[CloudswayOptions.AccessKeyVariable] = Tool.Key;

        (await DoctorAsync()).Should().Be(0, _tool.Out);
        _tool
            .Out.Should()
            .Contain("(from CLOUDSWAY_ACCESS_KEY)")
            .And.NotContain("\"verdict\":\"fail\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public async Task It_comes_from_standard_input(string byteOrderMark)
    {
        _tool.Input = $"{byteOrderMark}{Tool.Key}\n";

        (await DoctorAsync("--key-stdin")).Should().Be(0, _tool.Out);
        _tool.Out.Should().Contain("(from standard input)");
    }

    [Fact]
    public async Task It_comes_from_a_file_that_nobody_else_can_read()
    {
        var file = WriteFile();

        (await DoctorAsync()).Should().Be(0, _tool.Out);
        _tool.Out.Should().Contain($"(from {file})");
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = WriteFile();
        File.SetUnixFileMode(
            file,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        );

        (await DoctorAsync()).Should().Be(3);
        _tool
            .Out.Should()
            .Contain(
                $"Others on this machine can read the access key in {file}. Run: chmod 600 {file}"
            );
    }

    [Theory]
    [InlineData(
        "no",
        "No access key. Set CLOUDSWAY_ACCESS_KEY, pipe the key in with --key-stdin, or put it alone into"
    )]
    [InlineData("wrong", "is refused: The gateway answered HTTP 401")]
    [InlineData("Bearer x", "The access key starts with \\\"Bearer \\\"")]
    [InlineData("two words", "The access key contains a space")]
    public async Task A_key_that_cannot_work_is_told(string key, string message)
    {
        if (key != "no")
        {
            _tool.Variables[CloudswayOptions.AccessKeyVariable] = key;
        }

        (await DoctorAsync()).Should().Be(3);
        _tool.Out.Should().Contain(message).And.NotContain("(Parameter");
    }

    [LinuxFact]
    public async Task A_journal_that_others_can_write_is_told_beside_the_other_checks()
    {
        _tool.Variables[CloudswayOptions.AccessKeyVariable] = Tool.Key;
        await File.WriteAllTextAsync(_tool.JournalPath, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_tool.JournalPath, (UnixFileMode)0b110_110_110);
        }

        (await DoctorAsync()).Should().Be(1);

        _tool
            .Out.Should()
            .Contain("cannot be used, so nothing can be submitted: Other users can write")
            .And.Contain("(from CLOUDSWAY_ACCESS_KEY)");
    }

    [Fact]
    public async Task A_damaged_line_of_the_journal_is_told()
    {
        _tool.Variables[CloudswayOptions.AccessKeyVariable] = Tool.Key;
        await File.WriteAllTextAsync(_tool.JournalPath, "damaged\n");

        (await DoctorAsync()).Should().Be(0);

        _tool.Out.Should().Contain("is damaged and was skipped");
    }

    [Fact]
    public async Task A_gateway_that_is_not_reached_is_told()
    {
        _tool.Variables[CloudswayOptions.AccessKeyVariable] = Tool.Key;
        _tool.Time = new SkippingTimeProvider();

        (
            await _tool.RunAsync(
                "doctor",
                "--json",
                "--endpoint",
                "e",
                "--base-url",
                "http://127.0.0.1:1/v1/ai"
            )
        )
            .Should()
            .Be(1);
        _tool.Out.Should().Contain("http://127.0.0.1:1/v1/ai cannot be reached. ConnectionError");
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told()
    {
        _tool.Variables[CloudswayOptions.AccessKeyVariable] = Tool.Key;
        _tool.Time = new SkippingTimeProvider();

        await DoctorAsync();
        _tool.Out.Should().Contain("from the gateway's; correct it");
    }

    private Task<int> DoctorAsync(params string[] options) =>
        _tool.RunAsync(["doctor", "--json", "--endpoint", "success", .. options]);

    private string WriteFile()
    {
        Directory.CreateDirectory(_tool["configuration"]);
        var file = Path.Combine(_tool["configuration"], "access-key");
        File.WriteAllText(file, Tool.Key + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }
}
