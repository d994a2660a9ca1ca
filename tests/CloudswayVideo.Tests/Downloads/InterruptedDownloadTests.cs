using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Transfers that break off and are continued within one call.</summary>
public sealed partial class InterruptedDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transfer_that_is_dropped_or_reset_is_continued(bool resets)
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300, resets),
            VideoServer.BreaksOffAt(700, resets)
        );
        var heard = new List<long>();

        await (await server.VideoAsync()).SaveAsync(
            Target,
            new Listener(done => heard.Add(done.Bytes))
        );

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.First().Should().Be(0);
        heard.Should().BeInAscendingOrder().And.EndWith(1000);
        if (!resets)
        {
            server.Starts.Should().Equal(0, 300, 700);
        }
    }

    [Fact]
    public async Task A_storage_that_falls_silent_is_asked_for_the_rest_after_a_minute()
    {
        var time = new ImpatientTimeProvider();
        await using var server = new VideoServer(VideoServer.FallsSilentAt(300)) { Time = time };
        var video = await server.VideoAsync();
        var start = time.GetUtcNow();
        var reports = 0;

        await video.SaveAsync(
            Target,
            new Listener(done => time.Impatience = done.Bytes == 300 && reports++ == 0 ? 1 : 0)
        );

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300);
        (time.GetUtcNow() - start).Should().BeGreaterThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_is_given_up_after_five_attempts()
    {
        var time = new ImpatientTimeProvider();
        await using var server = new VideoServer([
            .. Enumerable.Repeat<StorageAnswer>((_, connection) => connection.HangAsync(), 9),
        ])
        {
            Time = time,
        };
        var video = await server.VideoAsync();
        var start = time.GetUtcNow();
        time.Impatience = 9;

        var save = () => video.SaveAsync(Target);

        (
            await save.Should()
                .ThrowAsync<VideoDownloadException>()
                .WithMessage("*nothing arrived for 60 seconds*")
        )
            .Which.JobId.Should()
            .Be("1");
        time.Impatience.Should().Be(4);
        (time.GetUtcNow() - start).Should().BeGreaterThan(TimeSpan.FromMinutes(5));
        _folder.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(999)]
    public async Task Without_a_length_the_boxes_show_the_end(int end)
    {
        await using var server = new VideoServer(
            VideoServer.AnnouncesNoLengthAndEndsAt(end),
            VideoServer.AnnouncesNoLengthAndEndsAt(1000)
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 0);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_fault_of_the_storage_is_retried(int statusCode)
    {
        await using var server = new VideoServer(VideoServer.Answers(statusCode));

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
    }

    [Fact]
    public async Task A_storage_that_breaks_off_at_the_same_byte_each_time_is_given_up()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.BreaksOffAt(300), 9),
        ]);
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(Target);

        (await save.Should().ThrowAsync<VideoDownloadException>())
            .Which.ToString()
            .Should()
            .NotContain("secret");
        server.Starts.Should().Equal(0, 300, 300, 300, 300);
    }

    [Fact]
    public async Task A_long_video_may_break_off_more_often()
    {
        const int Megabyte = 1024 * 1024;
        await using var server = new VideoServer([
            .. Enumerable.Range(1, 9).Select(end => VideoServer.BreaksOffAt(end * Megabyte)),
        ])
        {
            Bytes = Mp4.OfLength(10 * Megabyte),
        };

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().HaveCount(10);
    }

    private async Task ShouldBeSavedAsync(byte[] bytes)
    {
        _folder.Files.Should().Equal("v.mp4");
        (await File.ReadAllBytesAsync(Target)).AsSpan().SequenceEqual(bytes).Should().BeTrue();
    }

    /// <summary>
    /// A clock that skips short waits, and as many of the next deadlines as a test says.
    /// </summary>
    private sealed class ImpatientTimeProvider : FakeTimeProvider
    {
        public int Impatience { get; set; }

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && (dueTime < TimeSpan.FromSeconds(45) || Impatience-- > 0))
            {
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            }

            return timer;
        }
    }
}
