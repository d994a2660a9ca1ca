using System.Net;
using System.Net.Sockets;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>A submission is sent once. What is not known about it is said, never tried out.</summary>
public sealed class SubmissionTests(StubService service) : IClassFixture<StubService>
{
    private static readonly HailuoVideoRequest Request = HailuoVideoRequest.FromText("x");

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html></html>")]
    [InlineData(504, "")]
    [InlineData(408, "")]
    [InlineData(200, "")]
    [InlineData(200, "<html></html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"base_resp":{"status_code":1001,"status_msg":"request timeout"}}""")]
    public async Task An_answer_that_leaves_it_open_is_an_unknown_outcome(int statusCode, string body)
    {
        var client = new HailuoClient(service.Answering(body, statusCode));

        var submit = () => client.SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        service.Arrivals(client).Should().Be(1);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_refusal_is_a_refusal_and_is_not_repeated(int statusCode)
    {
        var client = new HailuoClient(service.Answering("{}", statusCode, retryAfter: "1"));

        var submit = () => client.SubmitAsync(Request);

        (await submit.Should().ThrowAsync<CloudswayApiException>()).Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(1));
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_is_not_reached_has_accepted_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var submit = () => Client(port).SubmitAsync(Request);

        await submit.Should().ThrowAsync<CloudswayConnectionException>();
    }

    [Fact]
    public async Task A_connection_that_ends_without_an_answer_is_an_unknown_outcome()
    {
        await using var server = new RawServer(connection => connection.ReadBodyAsync());

        var submit = () => Client(server.Port).SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        server.Heads.Should().HaveCount(1, "nothing was sent again");
    }

    [Fact]
    public async Task A_handler_that_repeats_requests_cannot_repeat_a_submission()
    {
        var options = service.Answering("{}", 500);
        using var repeating = new HttpClient(new Repeating());
        var client = new HailuoClient(options, repeating);

        var submit = () => client.SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        service.Arrivals(client).Should().Be(1);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("%2e%2e")]
    [InlineData("//evil")]
    [InlineData("1\r\nHost: evil")]
    [InlineData("")]
    public async Task An_id_that_would_lead_elsewhere_is_refused(string id)
    {
        var client = new HailuoClient("RWsecret0Gd", "endpoint");

        var take = () => client.GetJob(id);
        var ask = () => client.GetTaskAsync(id);

        take.Should().Throw<ArgumentException>();
        await ask.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_request_that_breaks_a_limit_is_refused_with_every_reason_before_anything_is_sent()
    {
        var client = new HailuoClient(service.Answering("{}"));
        var request = new HailuoVideoRequest { Prompt = string.Concat(Enumerable.Repeat("🦊", 2001)), SubjectReference = [new SubjectReference()] };

        var submit = () => client.SubmitAsync(request);

        await submit.Should().ThrowAsync<ArgumentException>().WithMessage(
            "HailuoVideoRequest was not sent: prompt has 2001 characters, at most 2000 allowed; subjectReference.type is required and was not given; subjectReference.image is required and was not given.*");
        service.Arrivals(client).Should().Be(0);
    }

    private static HailuoClient Client(int port) =>
        new(new CloudswayOptions { AccessKey = "RWsecret0Gd", EndpointPath = "endpoint", BaseUrl = new Uri($"http://127.0.0.1:{port}/v1/ai") });

    private sealed class Repeating() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
