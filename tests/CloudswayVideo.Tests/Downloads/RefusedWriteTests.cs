using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>A full disk, or a missing right to write, is reported at once, and a later call continues.</summary>
public sealed class RefusedWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task A_full_disk_is_reported_and_not_tried_again()
    {
        await using var server = new VideoServer();
        var video = await server.VideoAsync();
        await using var full = new FileStream(
            "/dev/full",
            FileMode.Open,
            FileAccess.Write,
            FileShare.None,
            0
        );

        var save = () => video.SaveAsync(full);

        await save.Should().ThrowAsync<IOException>().WithMessage("*No space left*");
        server.Starts.Should().Equal(0);
    }

    [LinuxFact]
    public async Task A_disk_that_becomes_full_leaves_no_target_and_a_later_call_continues()
    {
        const int Room = 512 * 1024;
        await using var server = new VideoServer { Bytes = Mp4.OfLength(1_000_000) };

        string failure;
        using (var process = DownloadingProcess.StartWithRoomFor(Room, server.Options, Target))
        {
            failure = await process.HasFailedAsync();
        }

        failure
            .Should()
            .Contain("System.IO.IOException: ")
            .And.Contain("v.mp4.1.part cannot grow beyond");
        _folder.Files.Should().BeEquivalentTo("v.mp4.1.part", "v.mp4.1.part.etag");
        await (await server.VideoAsync()).SaveAsync(Target);
        _folder.Files.Should().Equal("v.mp4");
        (await File.ReadAllBytesAsync(Target))
            .AsSpan()
            .SequenceEqual(server.Bytes)
            .Should()
            .BeTrue();
        server.Starts.Should().Equal(0, Room);
    }

    // In this folder not even root may write.
    [LinuxFact]
    public async Task Without_rights_to_write_nothing_is_fetched_and_another_folder_works()
    {
        await using var server = new VideoServer();
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync("/sys/v.mp4");

        var thrown = (
            await save.Should().ThrowAsync<Exception>().WithMessage("*/sys/v.mp4*")
        ).Which;
        thrown
            .Should()
            .Match(exception =>
                exception is UnauthorizedAccessException || exception is IOException
            );
        server.Starts.Should().BeEmpty();
        (await video.SaveAsync(Target)).Should().Be(1000);
    }
}
