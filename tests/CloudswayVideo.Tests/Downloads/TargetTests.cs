using System.Net.Sockets;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>What a video may be saved as, and what is left alone.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    public void Dispose() => _folder.Dispose();

    [LinuxTheory]
    [InlineData("v.mp4.1.part")]
    [InlineData("v.mp4.1.part.etag")]
    public async Task A_link_in_the_place_of_a_file_on_the_way_is_not_followed(string name)
    {
        await using var server = new VideoServer();
        var inner = Directory.CreateDirectory(_folder["elsewhere"]);
        var victim = Path.Combine(inner.FullName, "victim");
        await File.WriteAllTextAsync(victim, "precious");
        File.CreateSymbolicLink(_folder[name], victim);

        await (await server.VideoAsync()).SaveAsync(Target);

        (await File.ReadAllTextAsync(victim)).Should().Be("precious");
        _folder.Files.Should().Equal("v.mp4");
        new FileInfo(Target).LinkTarget.Should().BeNull();
        (await File.ReadAllBytesAsync(Target)).Should().Equal(server.Bytes);
    }

    [LinuxFact]
    public async Task A_link_to_nothing_in_the_place_of_a_file_on_the_way_creates_nothing()
    {
        await using var server = new VideoServer();
        var inner = Directory.CreateDirectory(_folder["elsewhere"]);
        File.CreateSymbolicLink(_folder["v.mp4.1.part"], Path.Combine(inner.FullName, "new"));

        await (await server.VideoAsync()).SaveAsync(Target);

        inner.GetFiles().Should().BeEmpty();
        _folder.Files.Should().Equal("v.mp4");
    }

    [LinuxFact]
    public async Task A_pipe_in_the_place_of_a_file_on_the_way_is_refused()
    {
        await using var server = new VideoServer();
        await Pipe.CreateAsync(_folder["v.mp4.1.part"]);

        var save = await SaveAsync(server, Target);

        await save.Should().ThrowAsync<IOException>().WithMessage("*is not a regular file*");
        server.Starts.Should().BeEmpty();
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_as_the_target_is_refused(bool isDangling)
    {
        await using var server = new VideoServer();
        var inner = Directory.CreateDirectory(_folder["elsewhere"]);
        var other = Path.Combine(inner.FullName, "other");
        if (!isDangling)
        {
            await File.WriteAllTextAsync(other, "older");
        }

        File.CreateSymbolicLink(Target, other);

        await ShouldBeRefusedAsync(
            server,
            Target,
            "*is a symbolic link*Give the path of the file*"
        );
        new FileInfo(Target).LinkTarget.Should().Be(other);
        File.Exists(other).Should().Be(!isDangling);
    }

    [LinuxFact]
    public async Task A_link_to_a_folder_on_the_way_to_the_target_is_followed()
    {
        await using var server = new VideoServer();
        var inner = Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["videos"], inner.FullName);

        await (await server.VideoAsync()).SaveAsync(Path.Combine(_folder["videos"], "v.mp4"));

        inner.GetFiles().Should().ContainSingle().Which.Name.Should().Be("v.mp4");
    }

    [LinuxTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public async Task A_device_is_refused(string device)
    {
        await using var server = new VideoServer();

        await ShouldBeRefusedAsync(server, device, "*is a device, a pipe or a socket*");
        var write = () => File.WriteAllBytes(device, []);
        write.Should().NotThrow("it is still there");
        new FileInfo(device).Length.Should().Be(0);
    }

    [LinuxFact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        await using var server = new VideoServer();
        await Pipe.CreateAsync(Target);

        await ShouldBeRefusedAsync(server, Target, "*is a device, a pipe or a socket*");
    }

    [LinuxFact]
    public async Task A_socket_is_refused()
    {
        await using var server = new VideoServer();
        using var socket = new Socket(
            AddressFamily.Unix,
            SocketType.Stream,
            ProtocolType.Unspecified
        );
        socket.Bind(new UnixDomainSocketEndPoint(Target));

        await ShouldBeRefusedAsync(server, Target, "*is a device, a pipe or a socket*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("older")]
    public async Task A_regular_file_is_replaced_even_if_it_is_empty(string content)
    {
        await using var server = new VideoServer();
        await File.WriteAllTextAsync(Target, content);

        Video.CheckTarget(Target);
        (await File.ReadAllTextAsync(Target)).Should().Be(content);
        await (await server.VideoAsync()).SaveAsync(Target);

        (await File.ReadAllBytesAsync(Target)).Should().Equal(server.Bytes);
    }

    [LinuxTheory]
    [InlineData('v')]
    [InlineData('語')]
    public async Task A_name_of_255_bytes_is_one_like_others_and_its_download_is_continued(
        char letter
    )
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 5),
        ]);
        var target = _folder[new string(letter, letter == 'v' ? 255 : 85)];
        Video.CheckTarget(target);

        var save = await SaveAsync(server, target);
        await save.Should().ThrowAsync<VideoDownloadException>();
        _folder.Files.Should().HaveCount(2);
        await save();

        File.Exists(target).Should().BeTrue();
        _folder.Files.Should().ContainSingle();
        server.Starts.Should().Equal(0, 300, 300, 300, 300, 300);
    }

    [LinuxFact]
    public async Task The_longest_id_does_not_make_a_name_too_long()
    {
        await using var server = new VideoServer();
        var video = await new HaiperClient(server.Options).GetJob(new string('i', 256)).WaitAsync();

        (await video.SaveAsync(Target)).Should().Be(1000);

        _folder.Files.Should().Equal("v.mp4");
    }

    [LinuxFact]
    public async Task Two_long_names_that_start_alike_do_not_meet()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 10),
        ]);
        foreach (var end in "ab")
        {
            var save = await SaveAsync(server, _folder[new string('v', 254) + end]);
            await save.Should().ThrowAsync<VideoDownloadException>();
        }

        _folder.Files.Should().HaveCount(4);
    }

    [LinuxFact]
    public async Task A_name_that_is_too_long_is_found_before_anything_is_fetched()
    {
        await using var server = new VideoServer();

        await ShouldBeRefusedAsync(server, _folder[new string('v', 256)], "*");
    }

    [LinuxTheory]
    [InlineData("/sys/v.mp4")]
    [InlineData("/proc/v.mp4")]
    public void A_folder_that_takes_no_file_is_found_before_a_job_is_paid(string path)
    {
        var check = () => Video.CheckTarget(path);

        check
            .Should()
            .Throw<Exception>()
            .Which.Should()
            .Match(failure => failure is IOException || failure is UnauthorizedAccessException);
    }

    [Fact]
    public void Checking_leaves_nothing_behind()
    {
        Video.CheckTarget(Target);

        _folder.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("missing/v.mp4")]
    [InlineData("elsewhere")]
    [InlineData("elsewhere/")]
    public void Where_no_file_can_be_checking_says_so(string path)
    {
        Directory.CreateDirectory(_folder["elsewhere"]);

        var check = () => Video.CheckTarget(_folder[path]);

        check.Should().Throw<IOException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_path_is_no_target(string path)
    {
        var check = () => Video.CheckTarget(path);

        check.Should().Throw<ArgumentException>();
    }

    private static async Task<Func<Task<long>>> SaveAsync(VideoServer server, string path)
    {
        var video = await server.VideoAsync();
        return () => video.SaveAsync(path);
    }

    private static async Task ShouldBeRefusedAsync(VideoServer server, string path, string message)
    {
        var check = () => Video.CheckTarget(path);
        var save = await SaveAsync(server, path);

        check.Should().Throw<IOException>().WithMessage(message);
        await save.Should().ThrowAsync<IOException>().WithMessage(message);
        server.Starts.Should().BeEmpty();
    }
}
