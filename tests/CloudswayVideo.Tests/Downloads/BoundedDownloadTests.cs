using System.Globalization;
using System.IO.Compression;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Downloads from a storage that sends endlessly, or far too slowly.</summary>
public sealed class BoundedDownloadTests : IDisposable
{
    private const int Maximum = 100_000;
    private const string TooLong = "*larger than the 100,000 bytes that*MaximumVideoBytes allows*";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_storage_that_sends_a_byte_a_minute_is_given_up()
    {
        var time = new SkippingTimeProvider();
        await using var server = new VideoServer { Time = time };
        var storage = new Dripping(time);
        using var client = new HttpClient(storage);
        var video = await server.VideoAsync(client);

        var save = () => video.SaveAsync(_folder["v.mp4"]);

        await save.Should()
            .ThrowAsync<VideoDownloadException>()
            .WithMessage("*its storage sent less than 60 KB in 60 seconds*");
        storage.Requests.Should().Be(5);
        storage.Bytes.Should().BeLessThan(20);
    }

    [Fact]
    public async Task A_storage_that_sends_a_byte_per_response_is_given_up()
    {
        await using var server = new VideoServer([
            VideoServer.BreaksOffAt(1),
            .. Enumerable.Repeat<StorageAnswer>(VideoServer.SendsAtMost(1), 998),
        ]);
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(_folder["v.mp4"]);

        await save.Should()
            .ThrowAsync<VideoDownloadException>()
            .WithMessage("*sends few bytes per response*");
        server.Starts.Count().Should().BeLessThan(502);
    }

    [Fact]
    public async Task A_body_without_end_stops_at_the_limit()
    {
        await using var server = new VideoServer(
            async (_, connection) =>
            {
                await connection.SendAsync("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n");
                await connection.Stream.WriteAsync(Mp4.OfBoxes("ftyp moov mdat*"));
                while (true)
                {
                    await connection.Stream.WriteAsync(new byte[4096]);
                }
            }
        )
        {
            MaximumVideoBytes = Maximum,
        };

        await ShouldBeRefusedAsync(server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task A_length_beyond_the_limit_is_refused_before_anything_is_written(
        string culture
    )
    {
        // Messages are English, so a German point must not look as one of a fraction.
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        await using var server = new VideoServer
        {
            Bytes = Mp4.OfLength(Maximum + 1),
            MaximumVideoBytes = Maximum,
        };

        await ShouldBeRefusedAsync(server);
    }

    [Fact]
    public async Task A_compressed_body_stops_at_the_limit_of_its_content()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(Mp4.OfBoxes("ftyp moov mdat*"));
            await gzip.WriteAsync(new byte[10_000_000]);
        }

        await using var server = new VideoServer(
            VideoServer.Sends(packed.ToArray(), "Content-Encoding: gzip\r\n")
        )
        {
            MaximumVideoBytes = Maximum,
        };

        await ShouldBeRefusedAsync(server);
    }

    [Fact]
    public async Task A_video_as_large_as_the_limit_is_saved()
    {
        await using var server = new VideoServer
        {
            Bytes = Mp4.OfLength(Maximum),
            MaximumVideoBytes = Maximum,
        };

        (await (await server.VideoAsync()).SaveAsync(_folder["v.mp4"])).Should().Be(Maximum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_byte_is_refused(long bytes)
    {
        var create = () =>
            new HaiperClient(
                new CloudswayOptions
                {
                    AccessKey = "k",
                    EndpointPath = "e",
                    MaximumVideoBytes = bytes,
                }
            );

        create.Should().Throw<ArgumentException>().WithMessage("MaximumVideoBytes is *");
    }

    private async Task ShouldBeRefusedAsync(VideoServer server)
    {
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(_folder["v.mp4"]);

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(TooLong);
        server.Starts.Should().Equal(0);
        _folder.Files.Should().BeEmpty();
    }

    /// <summary>
    /// Sends one byte of a video per 59 seconds of the test's clock. With a socket this could not be exact.
    /// </summary>
    private sealed class Dripping(SkippingTimeProvider time) : HttpMessageHandler
    {
        private readonly byte[] _video = Mp4.OfLength(1000);

        public int Requests { get; private set; }

        public int Bytes { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Requests++;
            return Task.FromResult(
                new HttpResponseMessage { Content = new StreamContent(new Drops(this, time)) }
            );
        }

        private sealed class Drops(Dripping storage, SkippingTimeProvider time)
            : MemoryStream(storage._video)
        {
            public override ValueTask<int> ReadAsync(
                Memory<byte> buffer,
                CancellationToken cancellationToken = default
            )
            {
                storage.Bytes++;
                time.Advance(TimeSpan.FromSeconds(59));
                return base.ReadAsync(buffer[..1], cancellationToken);
            }
        }
    }
}
