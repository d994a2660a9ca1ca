using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Images;

/// <summary>The progress of uploading an image.</summary>
public sealed class UploadProgressTests(StubService service) : IClassFixture<StubService>
{
    private const int Length = 16 * 1024 * 1024;
    private static readonly byte[] Image =
    [
        .. SampleImages.Png(640, 360),
        .. new byte[Length - SampleImages.Png(640, 360).Length],
    ];

    private readonly List<TransferProgress> _heard = [];

    [Fact]
    public async Task Progress_goes_from_zero_to_all_bytes()
    {
        await using var server = new RawServer(ReadAndAcceptAsync);

        await SubmitAsync(server);

        _heard[0].Should().Be(new TransferProgress(0, Length));
        _heard[^1].Should().Be(new TransferProgress(Length, Length));
        _heard
            .Should()
            .OnlyHaveUniqueItems()
            .And.BeInAscendingOrder(progress => progress.Bytes)
            .And.HaveCountGreaterThan(100);
    }

    [Fact]
    public async Task Progress_counts_only_bytes_that_were_sent()
    {
        TransferProgress before = default;
        await using var server = new RawServer(async connection =>
        {
            // Only the head was read yet; the operating system buffers a few megabytes.
            await connection.Stream.ReadExactlyAsync(new byte[100_000]);
            before = Furthest();
            await connection.Stream.ReadExactlyAsync(new byte[BodyLength(connection) - 100_000]);
            await connection.AnswerAsync(200, """{"taskId":"1"}""");
        });

        await SubmitAsync(server);

        before.Fraction.Should().BeLessThan(1);
        Furthest().Fraction.Should().Be(1);
    }

    [Fact]
    public async Task Progress_starts_again_if_the_submission_is_repeated()
    {
        var client = new HailuoClient(
            service.AnsweringInTurn((429, "{}"), (200, """{"taskId":"1"}"""))
        );
        var image = ImageInput
            .FromBytes(SampleImages.Png(640, 360))
            .WithProgress(new Listener(_heard.Add));

        await client.SubmitAsync(HailuoVideoRequest.FromImage(image));

        _heard.Select(progress => progress.Fraction).Should().Equal(0, 1, 0, 1);
    }

    [Fact]
    public async Task An_image_from_a_URL_reports_no_progress()
    {
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}"""));

        await client.SubmitAsync(
            HailuoVideoRequest.FromImage(
                ImageInput
                    .FromUrl("https://example.com/a.png")
                    .WithProgress(new Listener(_heard.Add))
            )
        );

        _heard.Should().BeEmpty();
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_end_the_submission()
    {
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}"""));
        var image = ImageInput
            .FromBytes(SampleImages.Png(640, 360))
            .WithProgress(new Listener(_ => throw new InvalidOperationException()));

        (await client.SubmitAsync(HailuoVideoRequest.FromImage(image))).Id.Should().Be("1");

        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task An_image_without_checks_keeps_its_progress()
    {
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}"""));
        var image = ImageInput
            .FromBytes(SampleImages.Png(10, 10))
            .WithProgress(new Listener(_heard.Add))
            .WithoutChecks();

        await client.SubmitAsync(HailuoVideoRequest.FromSubject(image));

        _heard
            .Should()
            .EndWith(
                new TransferProgress(
                    SampleImages.Png(10, 10).Length,
                    SampleImages.Png(10, 10).Length
                )
            );
    }

    private static int BodyLength(RawConnection connection) =>
        int.Parse(
            connection.Header("Content-Length")!,
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static async Task ReadAndAcceptAsync(RawConnection connection)
    {
        await connection.ReadBodyAsync();
        await connection.AnswerAsync(200, """{"taskId":"1"}""");
    }

    private Task<VideoJob> SubmitAsync(RawServer server)
    {
        var client = TestClient.Hailuo(server.Url, TimeProvider.System);
        return client.SubmitAsync(
            HailuoVideoRequest.FromImage(
                ImageInput.FromBytes(Image).WithProgress(new Listener(Hear))
            )
        );
    }

    private void Hear(TransferProgress progress)
    {
        lock (_heard)
        {
            _heard.Add(progress);
        }
    }

    private TransferProgress Furthest()
    {
        lock (_heard)
        {
            return _heard.MaxBy(progress => progress.Bytes);
        }
    }
}
