using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>
/// What one call adds is sent with that call alone; what cannot be sent is refused before anything is.
/// </summary>
public sealed class RequestOptionsTests(StubService service) : IClassFixture<StubService>
{
    private const string Accepted = """{"taskId":"1"}""";
    private static readonly HailuoVideoRequest Request = HailuoVideoRequest.FromText("x");
    private static readonly RequestOptions Traced = new()
    {
        Headers = { ["X-Trace"] = "a, b" },
        Query = { ["tenant"] = "blue & green" },
    };

    [Fact]
    public async Task A_submission_sends_what_its_call_adds_and_the_next_does_not()
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
    public async Task A_question_sends_what_its_call_adds()
    {
        var client = new HaiperClient(service.Answering("""{"status":"PENDING"}"""));

        await client.GetJob("1").AskAsync(options: Traced);

        service.LastHeader("X-Trace").Should().Be("a, b");
        service.LastUrl.Should().EndWith("?tenant=blue %26 green");
    }

    [Fact]
    public async Task What_a_submission_adds_is_not_sent_with_the_questions_of_its_wait()
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
    public async Task A_repeated_submission_adds_the_same_again_even_if_the_options_changed()
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

    [Theory]
    [InlineData("Authorization", "Bearer x")]
    [InlineData("authorization", "Bearer x")]
    [InlineData("Proxy-Authorization", "Basic x")]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("Content-Length", "1")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Accept", "text/html")]
    [InlineData("Accept-Encoding", "zstd")]
    [InlineData("User-Agent", "me")]
    [InlineData("X Trace", "1")]
    [InlineData("X-Trace:", "1")]
    [InlineData("", "1")]
    [InlineData("X-Tr\u00E4ce", "1")]
    [InlineData("X-Trace", "")]
    [InlineData("X-Trace", null)]
    [InlineData("X-Trace", "found in values\r\nAuthorization: Bearer x")]
    [InlineData("X-Trace", "caf\u00E9")]
    [InlineData("X-Trace", "a\u0000b")]
    [InlineData("If-Modified-Since", "yesterday, I think")]
    [InlineData("X-Trace", "the key is RWsecret0Gd")]
    public async Task A_header_that_cannot_be_added_is_refused_and_nothing_is_sent(
        string name,
        string? value
    )
    {
        var options = new RequestOptions { Headers = { [name] = value! } };

        await ShouldRefuseAsync(options, value);
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("tenant", null)]
    [InlineData("tenant", "the key is RWsecret0Gd")]
    [InlineData("RWsecret0Gd", "")]
    public async Task A_parameter_that_cannot_be_added_is_refused_and_nothing_is_sent(
        string name,
        string? value
    )
    {
        var options = new RequestOptions { Query = { [name] = value! } };

        await ShouldRefuseAsync(options, value);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused_and_nothing_is_sent() =>
        await ShouldRefuseAsync(
            new RequestOptions { Query = { ["tenant"] = "half \uD800 a pair" } },
            null
        );

    [Fact]
    public async Task What_is_too_long_is_refused_and_nothing_is_sent()
    {
        var text = new string('\u00FC', 2000);

        await ShouldRefuseAsync(new RequestOptions { Query = { ["tenant"] = text } }, text);
        text = new string('u', 8193);
        await ShouldRefuseAsync(new RequestOptions { Headers = { ["X-Trace"] = text } }, text);
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        var client = new HailuoClient(service.Answering(Accepted));

        var submit = () =>
            client.SubmitAsync(
                Request,
                options: new RequestOptions
                {
                    Headers = { ["Host"] = "elsewhere", ["X-Trace"] = "\n" },
                    Query = { [""] = "1" },
                }
            );

        (await submit.Should().ThrowAsync<ArgumentException>())
            .Which.Message.Should()
            .Match("Nothing was sent. *Host*X-Trace*query*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_401)]
    public async Task A_time_out_of_range_is_refused_and_nothing_is_sent(int seconds) =>
        await ShouldRefuseAsync(
            new RequestOptions { Timeout = TimeSpan.FromSeconds(seconds) },
            null
        );

    [Fact]
    public async Task The_time_of_a_call_counts_instead_of_that_of_its_client()
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
    public async Task A_key_that_a_provider_gives_is_found_too()
    {
        var options = service.Answering(Accepted);
        options.AccessKeyProvider = _ => ValueTask.FromResult("another-secret-key");
        var client = new HailuoClient(options);

        var submit = () =>
            client.SubmitAsync(
                Request,
                options: new RequestOptions { Headers = { ["X-Key"] = "another-secret-key" } }
            );

        var thrown = (await submit.Should().ThrowAsync<ArgumentException>()).Which;
        thrown.ToString().Should().NotContain("another-secret-key");
        service.Arrivals(client).Should().Be(0);
    }

    [Fact]
    public async Task The_reply_to_a_submission_tells_status_headers_and_request()
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
    public async Task An_update_tells_status_headers_and_request()
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

    private async Task ShouldRefuseAsync(RequestOptions options, string? value)
    {
        var client = new HailuoClient(service.Answering(Accepted));

        var submit = () => client.SubmitAsync(Request, options: options);
        var ask = () => client.GetJob("1").AskAsync(options: options);

        var thrown = (await submit.Should().ThrowAsync<ArgumentException>()).Which;
        await ask.Should().ThrowAsync<ArgumentException>();
        service.Arrivals(client).Should().Be(0);
        thrown.ToString().Should().NotContain("RWsecret0Gd");
        if (value?.Length > 3)
        {
            thrown.ToString().Should().NotContain(value);
        }
    }
}
