using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>What one call leaves behind, and what the next one, maybe of another process, makes of it.</summary>
public sealed class ResumedDownloadTests : IDisposable
{
    private const string Note = "1000\n\"one\"";

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    private string Part => _folder["v.mp4.1.part"];

    private string PartNote => _folder["v.mp4.1.part.etag"];

    public void Dispose() => _folder.Dispose();

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

    [Fact]
    public async Task What_a_crash_leaves_at_any_byte_is_continued()
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
    public async Task A_note_that_was_cut_off_at_any_byte_is_not_believed()
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
    public async Task A_note_that_proves_nothing_starts_the_file_anew(string? note, int length)
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
    public async Task What_was_damaged_meanwhile_is_fetched_anew(int length)
    {
        await using var server = new VideoServer();
        await LeaveAsync(new byte[length], Note);

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0);
    }

    [Fact]
    public async Task A_download_that_is_given_up_is_continued_by_the_next_call()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 5),
        ]);
        var video = await server.VideoAsync();
        var heard = new List<TransferProgress>();

        var save = () => video.SaveAsync(Target);
        await save.Should().ThrowAsync<VideoDownloadException>();
        File.Exists(Target).Should().BeFalse();
        await video.SaveAsync(Target, new Listener(heard.Add));

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300, 300, 300, 300, 300);
        heard[0].Should().Be(new TransferProgress(300, 1000));
    }

    [Fact]
    public async Task A_download_that_is_cancelled_is_continued_by_the_next_call()
    {
        await using var server = new VideoServer(VideoServer.FallsSilentAt(300));
        var video = await server.VideoAsync();
        using var cancellation = new CancellationTokenSource();

        var save = () =>
            video.SaveAsync(
                Target,
                new Listener(done => CancelAt300(done.Bytes, cancellation)),
                cancellation.Token
            );
        (await save.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(cancellation.Token);
        await save.Should().ThrowAsync<OperationCanceledException>("the token is still cancelled");
        _folder.Files.Should().HaveCount(2);
        await video.SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300);
    }

    [Fact]
    public async Task What_cannot_be_continued_is_not_left_behind()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 5),
        ])
        {
            Headers = "",
        };
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(Target);

        await save.Should().ThrowAsync<VideoDownloadException>();
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task An_older_file_stays_until_the_new_one_is_whole()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 5),
        ]);
        var video = await server.VideoAsync();
        await File.WriteAllTextAsync(Target, "older");

        var save = () => video.SaveAsync(Target);
        await save.Should().ThrowAsync<VideoDownloadException>();
        (await File.ReadAllTextAsync(Target)).Should().Be("older");
        await video.SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
    }

    [Fact]
    public async Task A_second_download_to_the_same_file_is_refused_while_the_first_goes_on()
    {
        await using var server = new VideoServer(VideoServer.FallsSilentAt(300));
        var video = await server.VideoAsync();
        using var cancellation = new CancellationTokenSource();
        var isUnderWay = new TaskCompletionSource(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var first = video.SaveAsync(
            Target,
            new Listener(done => _ = done.Bytes == 300 && isUnderWay.TrySetResult()),
            cancellation.Token
        );
        await isUnderWay.Task;

        var second = () => video.SaveAsync(Target);

        await second.Should().ThrowAsync<IOException>().WithMessage("*being used*");
        await cancellation.CancelAsync();
        await ((Func<Task>)(() => first)).Should().ThrowAsync<OperationCanceledException>();
        await video.SaveAsync(Target);
        await ShouldBeSavedAsync(server.Bytes);
    }

    private static void CancelAt300(long bytes, CancellationTokenSource cancellation)
    {
        if (bytes == 300)
        {
            cancellation.Cancel();
        }
    }

    private async Task LeaveAsync(byte[] bytes, string? note)
    {
        await File.WriteAllBytesAsync(Part, bytes);
        if (note is not null)
        {
            await File.WriteAllTextAsync(PartNote, note);
        }
    }

    private async Task ShouldBeSavedAsync(byte[] bytes)
    {
        _folder.Files.Should().Equal("v.mp4");
        (await File.ReadAllBytesAsync(Target)).AsSpan().SequenceEqual(bytes).Should().BeTrue();
    }
}
