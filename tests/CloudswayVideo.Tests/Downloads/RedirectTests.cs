using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_of_the_storage_is_followed(int statusCode)
    {
        await using var server = new VideoServer(
            VideoServer.Answers(
                statusCode,
                headers: "Location: /media/other.mp4?Signature=secret\r\n"
            )
        );
        using var stream = new MemoryStream();

        await (await server.VideoAsync()).SaveAsync(stream);

        stream.ToArray().Should().Equal(server.Bytes);
    }

    [Fact]
    public async Task The_rest_of_a_video_is_requested_across_a_redirect()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            VideoServer.Answers(302, headers: "Location: other.mp4\r\n")
        );
        using var stream = new MemoryStream();

        await (await server.VideoAsync()).SaveAsync(stream);

        stream.ToArray().Should().Equal(server.Bytes);
        server.Starts.Should().Equal(0, 300, 300);
    }

    [Theory]
    [InlineData("Location: file:///etc/passwd\r\n", "not an http or https URL")]
    [InlineData("Location: ftp://127.0.0.1/v.mp4\r\n", "not an http or https URL")]
    [InlineData("Location: javascript:alert(1)\r\n", "not an http or https URL")]
    [InlineData("Location: data:video/mp4,x\r\n", "not an http or https URL")]
    [InlineData("Location: http://\r\n", "answered HTTP 302 without a usable Location")]
    [InlineData("Location: http://[bad/\r\n", "answered HTTP 302 without a usable Location")]
    [InlineData("Location: \r\n", "answered HTTP 302 without a usable Location")]
    [InlineData("", "answered HTTP 302 without a usable Location")]
    public async Task A_redirect_to_another_scheme_is_a_failed_download(
        string headers,
        string message
    )
    {
        foreach (var media in new[] { null, new HttpClient() })
        {
            await using var server = new VideoServer([
                .. Enumerable.Repeat(VideoServer.Answers(302, headers: headers), 9),
            ]);
            var video = await server.VideoAsync(media);

            var save = () => video.SaveAsync(new MemoryStream());

            var assertion = await save.Should().ThrowAsync<VideoDownloadException>();
            if (media is null)
            {
                assertion.WithMessage($"*{message}*");
                server.Starts.Should().HaveCount(1);
            }
        }
    }

    [Fact]
    public async Task A_loop_of_redirects_is_given_up()
    {
        await using var server = new VideoServer([
            .. Enumerable.Repeat(
                VideoServer.Answers(302, headers: "Location: /media/v.mp4\r\n"),
                99
            ),
        ]);
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        await save.Should()
            .ThrowAsync<VideoDownloadException>()
            .WithMessage("*redirects more than 10 times*");
        server.Starts.Should().HaveCount(11);
    }
}
