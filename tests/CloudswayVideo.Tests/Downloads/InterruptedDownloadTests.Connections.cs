using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

public partial class InterruptedDownloadTests
{
    [Fact]
    public async Task A_connection_that_was_disposed_in_the_middle_is_replaced()
    {
        await using var server = new VideoServer();
        using var media = new HttpClient(new DisposingHandler());

        await (await server.VideoAsync(media)).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 0);
    }

    [Fact]
    public async Task A_disposed_http_client_is_not_tried_again()
    {
        await using var server = new VideoServer();
        var media = new HttpClient();
        var video = await server.VideoAsync(media);
        media.Dispose();

        var save = () => video.SaveAsync(Target);

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage("*HttpClient*");
        server.Starts.Should().BeEmpty();
    }

    /// <summary>
    /// Ends the connection of the first answer before its body is read. It drains nothing, because a body that is
    /// drained in the background can still be read meanwhile.
    /// </summary>
    private sealed class DisposingHandler()
        : DelegatingHandler(new SocketsHttpHandler { MaxResponseDrainSize = 0 })
    {
        private bool _isDone;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!_isDone)
            {
                _isDone = true;
                await (await response.Content.ReadAsStreamAsync(cancellationToken)).DisposeAsync();
            }

            return response;
        }
    }
}
