using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>What a submission comes to, answer by answer.</summary>
public sealed class SubmissionRowTests
{
    private static readonly HaiperGenerateRequest Request = new() { Prompt = "x" };

    private const string Job = "job 1";
    private const string Unknown = "unknown";
    private const string MaybeJob = "unknown, maybe job 1";
    private const string Refused = "refused";
    private const string NotNow = "not now";

    private const string Id = """{"taskId":"1"}""";
    private const string EnvoyText = "upstream connect error or disconnect/reset before headers";
    private const string Overload = """{"code":503,"message":"The service is overloaded."}""";

    // What is answered, again and again; how many submissions arrive; what the caller is told.
    private static readonly Row[] Rows =
    [
        // A usable id is a job, whatever stands beside it.
        new(200, Id, 1, Job),
        new(200, """{"task_id":1}""", 1, Job),
        new(200, """{"taskId":" 1 "}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":{"status_code":1002}}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":{"status_code":1008}}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":{"status_code":2000}}""", 1, Job),
        new(200, """{"taskId":"1","error":{"code":"NO_ENDPOINT"}}""", 1, Job),
        new(429, Id, 1, Job),
        new(503, """{"task_id":1}""", 1, Job),
        new(503, """{"task_id":1,"code":503}""", 1, Job),
        new(400, Id, 1, Job),
        new(500, Id, 1, Job),
        new(303, Id, 1, Job),
        // It survives other shapes.
        new(200, """{"taskId":"1","base_resp":0}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":"ok"}""", 1, Job),
        new(200, """{"taskId":"1","base_resp":[]}""", 1, Job),
        new(200, """{"code":0,"data":{"taskId":"1"}}""", 1, Job),
        new(200, """{"code":200,"message":"ok","data":{"task_id":1}}""", 1, Job),
        new(429, """{"code":429,"data":{"taskId":"1"}}""", 1, Job),
        new(200, """{"id":"1"}""", 1, MaybeJob),
        new(200, """{"data":{"id":1}}""", 1, MaybeJob),
        new(429, """{"code":0,"data":{"id":1}}""", 1, MaybeJob),
        new(400, """{"id":"1"}""", 1, MaybeJob),
        // It survives the wire.
        new(200, Id, 1, Job, Delivery.Chunked),
        new(200, Id, 1, Job, Delivery.LengthTooLarge),
        new(200, Id, 1, Job, Delivery.ResetAfterBody),
        new(200, Id, 1, Job, Delivery.EndlessChunks),
        new(200, Id, 1, Job, Delivery.Gzip),
        new(200, Id, 1, Job, Delivery.Brotli),
        new(200, Id, 1, Job, Delivery.Deflate),
        new(503, Id, 1, Job, Delivery.ResetAfterBody),
        // A 503 is a refusal in the contract's words only.
        new(503, EnvoyText, 1, Unknown),
        new(503, "<html></html>", 1, Unknown),
        new(503, "", 1, Unknown),
        new(503, "{}", 1, Unknown),
        new(503, """{"message":"busy"}""", 1, Unknown),
        new(503, """{"error":"busy"}""", 1, Unknown),
        new(503, """{"code":0}""", 1, Unknown),
        new(503, """{"base_resp":{"status_code":0}}""", 1, Unknown),
        new(503, Overload, 3, NotNow),
        new(503, """{"error":{"code":"NO_ENDPOINT"}}""", 3, NotNow),
        new(503, """{"base_resp":{"status_code":1002}}""", 3, NotNow),
        new(503, Overload, 1, Unknown, Delivery.ResetWithinBody),
        // What nobody can know.
        new(301, "", 1, Unknown),
        new(302, "", 1, Unknown),
        new(303, "", 1, Unknown),
        new(307, "", 1, Unknown),
        new(308, "", 1, Unknown),
        new(408, "", 1, Unknown),
        new(499, "", 1, Unknown),
        new(500, """{"error":"down"}""", 1, Unknown),
        new(502, "<html></html>", 1, Unknown),
        new(504, """{"code":504}""", 1, Unknown),
        new(200, "", 1, Unknown),
        new(200, "{}", 1, Unknown),
        new(200, """{"base_resp":{"status_code":1001}}""", 1, Unknown),
        new(200, """{"base_resp":{"status_code":2000}}""", 1, Unknown),
        new(200, """{"error":{"code":"INVALID_ARGUMENT"}}""", 1, Unknown),
        new(200, Id, 1, Unknown, Delivery.ResetWithinBody),
        new(200, Id, 1, Unknown, Delivery.ResetAfterHead),
        new(200, Id, 1, Unknown, Delivery.ResetBeforeHead),
        new(200, Id, 1, Unknown, Delivery.Garbage),
        new(200, Id, 1, Unknown, Delivery.Silent),
        new(200, Id, 1, Unknown, Delivery.SilentAfterHead),
        // What certainly was not accepted.
        new(429, "", 3, NotNow),
        new(429, """{"code":429}""", 3, NotNow),
        new(200, """{"base_resp":{"status_code":1002}}""", 3, NotNow),
        new(400, "{}", 1, Refused),
        new(401, """{"code":401}""", 1, Refused),
        new(402, "", 1, Refused),
        new(403, "<html></html>", 1, Refused),
        new(404, "", 1, Refused),
        new(409, "", 1, Refused),
        new(422, "", 1, Refused),
        new(425, "", 1, Refused),
        new(200, """{"base_resp":{"status_code":1008}}""", 1, Refused),
        new(200, """{"base_resp":{"status_code":2013}}""", 1, Refused),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_comes_to(string row)
    {
        var (status, body, posts, comesTo, delivery) = Rows.Single(one => one.ToString() == row);
        var time = new SkippingTimeProvider();
        await using var gateway = new PaidGateway
        {
            Submission = (_, _) => new Arrival(true, new GatewayReply(status, body, delivery)),
            Silence = () => time.Advance(TimeSpan.FromMinutes(6)),
        };
        var client = TestClient.Haiper(gateway.Url, time);
        VideoJob? job = null;

        var submit = async () => job = await client.SubmitAsync(Request);
        var failure = await Record.ExceptionAsync(submit);

        Told(job, failure).Should().Be(comesTo, failure?.Message);
        gateway.Submissions.Should().HaveCount(posts);
        (failure as CloudswayException)?.IsSafeToResubmit.Should().Be(comesTo is Refused or NotNow);
    }

    [Fact]
    public async Task The_words_of_a_refusal_in_an_envelope_are_told()
    {
        await using var gateway = new PaidGateway
        {
            Refusal = (_, _) =>
                (
                    200,
                    """{"code":1008,"message":"insufficient balance","data":null,"requestId":"r7"}"""
                ),
        };

        var submit = () => TestClient.Haiper(gateway.Url).SubmitAsync(Request);

        var failure = await Record.ExceptionAsync(submit);
        (
            (failure as CloudswayApiException)
            ?? (failure as SubmissionOutcomeUnknownException)?.Reply
        )
            .Should()
            .BeEquivalentTo(
                new
                {
                    Code = "1008",
                    ServiceMessage = "insufficient balance",
                    RequestId = "r7",
                }
            );
    }

    [Fact]
    public async Task An_id_of_a_megabyte_is_cut_and_in_no_message()
    {
        var id = new string('7', 1_000_000);
        await using var gateway = new PaidGateway
        {
            Refusal = (_, _) => (200, $$"""{"taskId":"{{id}}"}"""),
        };

        var submit = () => TestClient.Haiper(gateway.Url).SubmitAsync(Request);

        var failure = (await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;
        failure.JobId.Should().HaveLength(256);
        failure.ToString().Should().NotContain("7777");
    }

    [Theory]
    [InlineData(503, EnvoyText, 1, "unknown")]
    [InlineData(303, "", 1, "unknown")]
    [InlineData(429, """{"taskId":"1"}""", 1, "saved")]
    [InlineData(429, "", 3, "pending")]
    public async Task A_row_of_a_batch_costs_no_more_submissions_than_a_call(
        int status,
        string body,
        int posts,
        string state
    )
    {
        await using var gateway = new PaidGateway { Refusal = (_, _) => (status, body) };
        using var batch = new BatchFolder(gateway);
        await batch.WritePromptsAsync("one");

        await batch.RunAsync("--yes");

        gateway.Submissions.Should().HaveCount(posts);
        batch.States.Should().Equal(state);
    }

    private static string Told(VideoJob? job, Exception? failure) =>
        failure switch
        {
            null => $"job {job!.Id}",
            SubmissionOutcomeUnknownException { NextStep: NextStep.CheckAccount } unknown =>
                unknown.JobId is { } id ? $"unknown, maybe job {id}" : Unknown,
            CloudswayApiException { NextStep: NextStep.Repeat } => NotNow,
            CloudswayApiException { NextStep: NextStep.Stop } => Refused,
            _ => failure.ToString(),
        };

    private sealed record Row(
        int Status,
        string Body,
        int Posts,
        string ComesTo,
        Delivery Delivery = Delivery.Whole
    )
    {
        public override string ToString() =>
            $"{Status} {Delivery} {Body} -> {Posts} submissions, {ComesTo}";
    }
}
