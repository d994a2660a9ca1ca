using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Downloads that one call leaves unfinished and the next call, also of another process, continues.</summary>
public sealed partial class ResumedDownloadTests : IDisposable
{
    private const string Note = "1000\n\"one\"";

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    private string Part => _folder["v.mp4.1.part"];

    private string PartNote => _folder["v.mp4.1.part.etag"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_download_is_continued_by_the_next_call()
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
    public async Task A_partial_file_that_cannot_be_continued_is_removed()
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
    public async Task An_older_file_stays_until_the_new_one_is_complete()
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
    public async Task A_second_download_to_the_same_file_is_refused_while_the_first_runs()
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

        await second
            .Should()
            .ThrowAsync<IOException>()
            .WithMessage("*another download of this video*another path*");
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

    private async Task ShouldBeSavedAsync(byte[] bytes)
    {
        _folder.Files.Should().Equal("v.mp4");
        (await File.ReadAllBytesAsync(Target)).AsSpan().SequenceEqual(bytes).Should().BeTrue();
    }
}
