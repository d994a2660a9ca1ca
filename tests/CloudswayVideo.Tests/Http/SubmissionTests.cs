using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>A submission is sent once. An uncertain outcome is reported, not resolved by a second one.</summary>
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
    public async Task An_ambiguous_answer_is_an_unknown_outcome(int statusCode, string body)
    {
        var client = new HailuoClient(service.Answering(body, statusCode));

        var submit = () => client.SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        service.Arrivals(client).Should().Be(1);
    }

    [Theory]
    [InlineData(400, "{}")]
    [InlineData(401, "{}")]
    [InlineData(404, "{}")]
    [InlineData(409, "{}")]
    [InlineData(200, """{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""")]
    public async Task A_refusal_is_not_repeated(int statusCode, string body)
    {
        var client = new HailuoClient(service.Answering(body, statusCode));

        var submit = () => client.SubmitAsync(Request);

        (await submit.Should().ThrowAsync<CloudswayApiException>())
            .Which.IsSafeToResubmit.Should()
            .BeTrue();
        service.Arrivals(client).Should().Be(1);
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(503, """{"code":503,"message":"The service is overloaded."}""")]
    [InlineData(200, """{"base_resp":{"status_code":1002,"status_msg":"rate limit"}}""")]
    public async Task A_temporary_refusal_is_repeated(int statusCode, string body)
    {
        var client = new HailuoClient(
            service.AnsweringInTurn(
                (statusCode, body),
                (statusCode, body),
                (200, """{"taskId":"1"}""")
            )
        );

        (await client.SubmitAsync(Request)).Id.Should().Be("1");

        service.Arrivals(client).Should().Be(3);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("2000000000", 2000000000)]
    [InlineData("99999999999", int.MaxValue)]
    [InlineData("40.5", 40)]
    public async Task A_refusal_has_the_delay_of_Retry_After(string retryAfter, int? seconds)
    {
        var client = new HailuoClient(service.Answering("{}", 429, retryAfter: retryAfter));

        var submit = () => client.SubmitAsync(Request);

        var thrown = (await submit.Should().ThrowAsync<CloudswayApiException>()).Which;
        (thrown.RetryAfter is null).Should().Be(seconds is null);
        (thrown.RetryAfter?.TotalSeconds ?? 0).Should().BeApproximately(seconds ?? 0, 5);
        thrown.Headers["retry-after"].Should().Be(retryAfter);
        service.Arrivals(client).Should().Be(seconds > 30 ? 1 : 3, "nobody waits for years");
    }

    [Theory]
    [InlineData("", "Fri, 02 Jan 2026 03:05:05 GMT", 60)]
    [InlineData("", "Fri, 02 Jan 2015 03:04:15 GMT", 0)]
    [InlineData("Date: Sat, 02 Jan 2027 03:04:05 GMT\r\n", "Sat, 02 Jan 2027 03:05:05 GMT", 60)]
    [InlineData("Date: Thu, 02 Jan 2025 03:04:05 GMT\r\n", "Thu, 02 Jan 2025 03:05:05 GMT", 60)]
    public async Task A_date_in_Retry_After_is_that_of_the_clock_which_wrote_it(
        string date,
        string retryAfter,
        int seconds
    )
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(429, "{}", $"{date}Retry-After: {retryAfter}\r\n")
        );

        var submit = () => TestClient.Hailuo(server.Url).SubmitAsync(Request);

        (await submit.Should().ThrowAsync<CloudswayApiException>())
            .Which.RetryAfter!.Value.TotalSeconds.Should()
            .BeApproximately(seconds, 5);
    }

    // Node writes NaN for Math.ceil(undefined / 1000).
    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public async Task An_accepted_job_is_not_lost_by_a_Retry_After_that_is_no_number(string delay)
    {
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}""", retryAfter: delay));

        (await client.SubmitAsync(Request)).Id.Should().Be("1");
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

    [Fact]
    public async Task A_handler_that_repeats_a_header_in_the_content_does_not_hide_the_unknown_outcome()
    {
        using var repeating = new HttpClient(new RepeatingHeader());
        var client = new HailuoClient(service.Answering("{}", 500), repeating);

        var submit = () => client.SubmitAsync(Request);

        (await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>())
            .Which.Reply!.Headers["X-Own"]
            .Should()
            .Be("1, 2");
    }

    [Theory]
    [InlineData("""{"taskId":"../1"}""")]
    [InlineData("""{"taskId":["../1"]}""")]
    [InlineData("""{"taskIds":["../1", "2"]}""")]
    [InlineData("""  "{\"taskId\":\"../1\"}" """)]
    [InlineData("""{"taskId":-5,"base_resp":{"status_code":1002}}""", "-5")]
    [InlineData("""{"taskId":1.8968525908894e+18}""", "1.8968525908894E+18")]
    [InlineData("""{"taskId":1.8e+18,"base_resp":{"status_code":1002}}""", "1.8E+18")]
    [InlineData("""{"jobId":"a\u0000b\ud800c\u001b"}""", "a\uFFFDb\uFFFDc\uFFFD")]
    public async Task An_accepted_job_with_an_unusable_id_is_reported_with_that_id(
        string body,
        string id = "../1"
    )
    {
        var client = new HailuoClient(service.Answering(body));

        var submit = () => client.SubmitAsync(Request);

        var thrown = (await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;
        (thrown.JobId, thrown.IsSafeToResubmit).Should().Be((id, false));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("%2e%2e")]
    [InlineData("//evil")]
    [InlineData("1\r\nHost: evil")]
    [InlineData("")]
    public async Task An_id_that_would_change_the_path_is_refused(string id)
    {
        var client = new HailuoClient("RWsecret0Gd", "endpoint");

        var take = () => client.GetJob(id);
        var ask = () => client.GetTaskAsync(id);

        take.Should().Throw<ArgumentException>();
        await ask.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_request_that_breaks_limits_is_refused_with_all_problems_before_anything_is_sent()
    {
        var client = new HailuoClient(service.Answering("{}"));
        var request = new HailuoVideoRequest
        {
            Prompt = string.Concat(Enumerable.Repeat("🦊", 2001)),
            SubjectReference = [new SubjectReference()],
        };

        const string problems =
            "HailuoVideoRequest was not sent: prompt has 2001 characters, at most 2000 allowed; "
            + "subjectReference.type is required and was not given; subjectReference.image is "
            + "required and was not given.*";

        var submit = () => client.SubmitAsync(request);
        var check = () => CloudswayClient.Check(request);

        await submit.Should().ThrowAsync<ArgumentException>().WithMessage(problems);
        check.Should().Throw<ArgumentException>().WithMessage(problems);
        service.Arrivals(client).Should().Be(0);
    }

    private sealed class RepeatingHeader() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.Headers.Add("X-Own", "1");
            response.Content.Headers.Add("x-own", "2");
            return response;
        }
    }

    private sealed class Repeating() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
