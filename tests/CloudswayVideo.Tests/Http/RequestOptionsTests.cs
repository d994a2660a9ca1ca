using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>
/// Options of a call apply to it alone. Invalid options are refused before anything is sent.
/// </summary>
public sealed partial class RequestOptionsTests(StubService service) : IClassFixture<StubService>
{
    private const string Accepted = """{"taskId":"1"}""";
    private static readonly HailuoVideoRequest Request = HailuoVideoRequest.FromText("x");
    private static readonly RequestOptions Traced = new()
    {
        Headers = { ["X-Trace"] = "a, b" },
        Query = { ["tenant"] = "blue & green" },
    };

    [Fact]
    public async Task The_options_of_a_submission_apply_to_it_alone()
    {
        var client = new HailuoClient(service.Answering(Accepted));

        await client.SubmitAsync(Request, options: Traced);

        service.LastHeader("X-Trace").Should().Be("a, b");
        service.LastUrl.Should().EndWith("/video/generate?tenant=blue %26 green");
        service.LastHeader("Authorization").Should().Be("Bearer RWsecret0Gd");

        await client.SubmitAsync(Request);

        service.LastHeader("X-Trace").Should().BeNull();
        service.LastUrl.Should().EndWith("/video/generate");
    }

    [Fact]
    public async Task The_options_of_a_question_are_sent()
    {
        var client = new HaiperClient(service.Answering("""{"status":"PENDING"}"""));

        await client.GetJob("1").AskAsync(options: Traced);

        service.LastHeader("X-Trace").Should().Be("a, b");
        service.LastUrl.Should().EndWith("?tenant=blue %26 green");
    }

    [Fact]
    public async Task The_options_of_a_submission_are_not_sent_with_the_questions_of_its_wait()
    {
        var questions = 0;
        await using var server = new RawServer(connection =>
        {
            var isQuestion = connection.Head.StartsWith("GET", StringComparison.Ordinal);
            questions += isQuestion ? 1 : 0;
            connection
                .Head.Contains("X-Trace", StringComparison.OrdinalIgnoreCase)
                .Should()
                .Be(!isQuestion);
            return connection.AnswerAsync(200, isQuestion ? """{"status":"FAILED"}""" : Accepted);
        });

        var generate = () =>
            TestClient
                .Haiper(server.Url)
                .GenerateAsync(new HaiperGenerateRequest { Prompt = "x" }, options: Traced);

        await generate.Should().ThrowAsync<VideoJobFailedException>();
        questions.Should().Be(1);
    }

    [Fact]
    public async Task A_repeated_submission_has_the_same_options_even_if_they_changed()
    {
        var options = new RequestOptions { Headers = { ["X-Trace"] = "first" } };
        var stub = service.AnsweringInTurn((429, "{}"), (200, Accepted));
        var client = new HailuoClient(stub);

        var submission = client.SubmitAsync(Request, options: options);
        options.Headers["X-Trace"] = "changed";
        await submission;

        service.LastHeader("X-Trace").Should().Be("first");
        service.Arrivals(client).Should().Be(2);
    }

    [Fact]
    public async Task The_timeout_of_a_call_replaces_that_of_its_client()
    {
        await using var server = new RawServer(connection => connection.HangAsync());
        var options = TestClient.Options(server.Url, TimeProvider.System);
        options.RequestTimeout = options.SubmitTimeout = TimeSpan.FromDays(1);
        var client = new HailuoClient(options);
        var soon = new RequestOptions { Timeout = TimeSpan.FromMilliseconds(200) };

        var ask = () => client.GetTaskAsync("1", options: soon);
        var submit = () => client.SubmitAsync(Request, options: soon);

        await ask.Should().ThrowAsync<CloudswayConnectionException>();
        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
    }

    [Fact]
    public async Task The_reply_to_a_submission_has_status_headers_and_request_id()
    {
        var client = new HailuoClient(service.Answering(Accepted, 202));

        var job = await client.SubmitAsync(Request);

        var reply = job.SubmittedReply!;
        ((int)reply.StatusCode).Should().Be(202);
        reply.RequestId.Should().Be("request-7");
        reply.Headers["x-request-id"].Should().Be("request-7");
        reply.Headers["Content-Type"].Should().Be("application/json");
        reply.Body.Should().Be(Accepted);
        reply.ToString().Should().Be("HTTP 202", "a body may hold a secret");
        client.GetJob(job.ToToken()).SubmittedReply.Should().BeNull("a token keeps no reply");
    }

    [Fact]
    public async Task An_update_has_status_headers_and_request_id()
    {
        var client = new HaiperClient(service.Answering("""{"status":"PENDING"}"""));
        var job = client.GetJob("1");

        var update = await job.AskAsync();

        update.Reply!.Headers["X-REQUEST-ID"].Should().Be("request-7");
        ((int)update.Reply.StatusCode).Should().Be(200);
        update.RequestId.Should().Be("request-7");
        update.RawBody.Should().Be(update.Reply.Body).And.Be("""{"status":"PENDING"}""");
        job.LastUpdate!.Reply.Should().BeSameAs(update.Reply);
    }
}
