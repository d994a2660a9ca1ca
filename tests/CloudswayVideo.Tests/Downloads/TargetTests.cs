using System.Net.Sockets;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>The paths that a video may be saved to, and those that are refused.</summary>
public sealed partial class TargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    public void Dispose() => _folder.Dispose();

    [LinuxTheory]
    [InlineData("v.mp4.1.part")]
    [InlineData("v.mp4.1.part.etag")]
    public async Task A_link_in_place_of_a_partial_file_is_not_followed(string name)
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
    public async Task A_dangling_link_in_place_of_a_partial_file_creates_nothing()
    {
        await using var server = new VideoServer();
        var inner = Directory.CreateDirectory(_folder["elsewhere"]);
        File.CreateSymbolicLink(_folder["v.mp4.1.part"], Path.Combine(inner.FullName, "new"));

        await (await server.VideoAsync()).SaveAsync(Target);

        inner.GetFiles().Should().BeEmpty();
        _folder.Files.Should().Equal("v.mp4");
    }

    [LinuxFact]
    public async Task A_pipe_in_place_of_a_partial_file_is_refused()
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
    public async Task A_link_to_the_folder_of_the_target_is_followed()
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
    public async Task A_pipe_is_refused_without_waiting()
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
