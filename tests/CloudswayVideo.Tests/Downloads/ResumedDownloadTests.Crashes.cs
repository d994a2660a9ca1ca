using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

public partial class ResumedDownloadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(500_000)]
    [InlineData(999_999)]
    public async Task A_process_that_is_killed_leaves_no_target_and_another_one_continues(
        int killedAt
    )
    {
        await using var server = new VideoServer(VideoServer.FallsSilentAt(killedAt))
        {
            Bytes = Mp4.OfLength(1_000_000),
        };
        using (var process = DownloadingProcess.Start(server.Options, Target))
        {
            await process.HasReachedAsync(killedAt);
            process.Kill();
        }

        _folder.Files.Should().BeEquivalentTo("v.mp4.1.part", "v.mp4.1.part.etag");

        using (var process = DownloadingProcess.Start(server.Options, Target))
        {
            await process.HasReachedAsync(1_000_000);
            await process.HasEndedWellAsync();
        }

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, killedAt);
    }

    // As on mounted object storage, which lets a file be made and not changed. An administrator may change any file.
    [Fact]
    public async Task What_was_left_and_may_not_be_changed_is_begun_anew()
    {
        await using var server = new VideoServer();
        var video = await server.VideoAsync();
        await LeaveAsync(server.Bytes[..300], Note);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Part, UnixFileMode.UserRead);
            File.SetUnixFileMode(PartNote, UnixFileMode.UserRead);
        }

        await video.SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
    }

    [Fact]
    public async Task A_download_that_crashed_at_any_byte_is_continued()
    {
        await using var server = new VideoServer { Bytes = Mp4.OfLength(64) };
        var video = await server.VideoAsync();
        for (var bytes = 0; bytes <= 64; bytes++)
        {
            await LeaveAsync(server.Bytes[..bytes], "64\n\"one\"");

            (await video.SaveAsync(Target)).Should().Be(64);

            await ShouldBeSavedAsync(server.Bytes);
            File.Delete(Target);
        }

        server
            .Starts.Should()
            .Equal(
                Enumerable.Range(0, 64).Select(start => (long)start),
                "a file that was whole only had to be renamed"
            );
    }

    [Fact]
    public async Task An_incomplete_note_is_ignored()
    {
        await using var server = new VideoServer();
        var video = await server.VideoAsync();
        for (var length = 0; length < Note.Length; length++)
        {
            await LeaveAsync(Mp4.OfLength(500, seed: 7), Note[..length]);

            await video.SaveAsync(Target);

            await ShouldBeSavedAsync(server.Bytes);
        }

        server.Starts.Should().OnlyContain(start => start == 0);
    }

    [Theory]
    [InlineData(Note, 1001)]
    [InlineData("1000\nW/\"one\"", 500)]
    [InlineData("1000\n*", 500)]
    [InlineData("-1\n\"one\"", 500)]
    [InlineData(null, 500)]
    public async Task A_note_without_proof_starts_the_file_again(string? note, int length)
    {
        await using var server = new VideoServer();
        await LeaveAsync(Mp4.OfLength(length, seed: 7), note);

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1000)]
    public async Task Bytes_that_were_damaged_meanwhile_are_downloaded_again(int length)
    {
        await using var server = new VideoServer();
        await LeaveAsync(new byte[length], Note);

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0);
    }

    private async Task LeaveAsync(byte[] bytes, string? note)
    {
        await File.WriteAllBytesAsync(Part, bytes);
        if (note is not null)
        {
            await File.WriteAllTextAsync(PartNote, note);
        }
    }
}
