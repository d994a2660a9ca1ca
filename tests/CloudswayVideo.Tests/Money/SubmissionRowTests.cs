using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>The outcome of a submission for each kind of answer.</summary>
public sealed partial class SubmissionRowTests
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
        (failure is CloudswayException { IsSafeToResubmit: true })
            .Should()
            .Be(comesTo is Refused or NotNow);
    }

    [Fact]
    public async Task The_message_of_a_refusal_in_an_envelope_is_kept()
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
    public async Task An_id_of_a_megabyte_is_shortened_and_in_no_message()
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
}
