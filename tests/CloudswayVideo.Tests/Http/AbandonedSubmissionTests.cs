using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>
/// A handler gives up a request that waits for its connection, as hedging and some timeouts do. The request must not be
/// sent after the client took it for not sent.
/// </summary>
public sealed class AbandonedSubmissionTests(StubService service) : IClassFixture<StubService>
{
    [Fact]
    public async Task A_request_that_a_handler_gave_up_is_not_sent_beside_its_repetition()
    {
        using var abandoning = new HttpClient(new Abandoning());
        var client = new HailuoClient(
            service.Answering("""{"taskId":"1"}"""),
            httpClient: abandoning
        );

        (await client.SubmitAsync(HailuoVideoRequest.FromText("x"))).Id.Should().Be("1");

        service.Arrivals(client).Should().Be(1);
    }

    private sealed class Abandoning() : DelegatingHandler(new SocketsHttpHandler())
    {
        private bool _hasAbandoned;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (_hasAbandoned)
            {
                return base.SendAsync(request, cancellationToken);
            }

            _hasAbandoned = true;
            throw new GivenUp(() =>
            {
                try
                {
                    base.SendAsync(request, cancellationToken).GetAwaiter().GetResult().Dispose();
                }
                catch (HttpRequestException)
                {
                    // The body refuses to be sent.
                }
            });
        }
    }

    // The client reads the message once it has decided that nothing was sent, so the connection is ready just then.
    private sealed class GivenUp(Action sendNow) : Exception
    {
        private Action? _sendNow = sendNow;

        public override string Message
        {
            get
            {
                Interlocked.Exchange(ref _sendNow, null)?.Invoke();
                return "The handler gave up.";
            }
        }
    }
}
