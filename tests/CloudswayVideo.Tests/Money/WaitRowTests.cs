using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>
/// The outcome of a wait for each kind of answer. After none of them it is safe to submit again.
/// </summary>
public sealed class WaitRowTests
{
    private static readonly HaiperGenerateRequest Request = new() { Prompt = "x" };

    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Video = "a video";
    private const string Stop = "CloudswayApiException, Stop";
    private const string Failed = "VideoJobFailedException, Stop";

    // The answer to the first question, or to all of them; the outcome of the wait.
    private static readonly Row[] Rows =
    [
        new(409, "", Video),
        new(425, "", Video),
        new(429, "", Video),
        new(408, "", Video),
        new(500, "", Video),
        new(503, "<html></html>", Video),
        new(200, "<html></html>", Video),
        new(200, Running, Video, Delivery.ResetWithinBody),
        new(200, Running, Video, Delivery.ResetBeforeHead),
        new(200, Running, Video, Delivery.Garbage),
        new(200, Success("SUCCESS"), Video, Delivery.ResetAfterBody, Again: true),
        new(200, Success("SUCCESS"), Video, Delivery.LengthTooLarge, Again: true),
        new(200, Success("SUCCESS"), Video, Delivery.EndlessChunks, Again: true),
        new(200, Success("SUCCESS"), Video, Delivery.Gzip, Again: true),
        new(200, Success("SUCCESS"), Video, Delivery.Brotli, Again: true),
        new(200, Success("SUCCESS"), Video, Delivery.Deflate, Again: true),
        new(200, $$"""{"code":0,"data":{{Success("SUCCESS")}}}""", Video, Again: true),
        new(200, Success("SUCCESS", ""","expireTime":253402300800000"""), Video, Again: true),
        new(
            200,
            Success("SUCCESS", ""","createdAt":253402300799000,"expireTime":32400"""),
            Video,
            Again: true
        ),
        new(200, Success(" SUCCESS "), Video, Again: true),
        new(200, Success("Completed"), Video, Again: true),
        new(200, Success("done"), Video, Again: true),
        new(200, Success("finished"), Video, Again: true),
        new(200, """{"status":"TIMEOUT"}""", Failed, Again: true),
        new(200, """{"status":"REJECTED"}""", Failed, Again: true),
        new(200, """{"status":"MODERATED"}""", "VideoModeratedException, Stop", Again: true),
        new(200, """{"status":"FAILED"}""", Failed, Again: true),
        new(401, "", Stop, Again: true),
        new(403, "", Stop, Again: true),
        new(404, "", Stop, Again: true),
        new(303, "", Stop, Again: true),
        new(200, """{"base_resp":{"status_code":1004}}""", Stop, Again: true),
        new(409, "", "VideoJobTimeoutException, AskLater", Again: true),
        new(503, "", "VideoJobTimeoutException, AskLater", Again: true),
        new(200, Running, "VideoJobTimeoutException, AskLater", Again: true),
        new(200, """{"status":"SUCCESS"}""", "VideoWithoutOutputException, AskLater", Again: true),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_comes_to(string row)
    {
        var (status, body, comesTo, delivery, again) = Rows.Single(one => one.ToString() == row);
        await using var gateway = new PaidGateway
        {
            Question = before =>
                before == 0 || again ? new GatewayReply(status, body, delivery) : null,
        };
        var job = TestClient.Haiper(gateway.Url).GetJob("1");
        Video? video = null;

        var failure = await Record.ExceptionAsync(async () => video = await job.WaitAsync());

        Told(failure).Should().Be(comesTo, failure?.ToString());
        (failure is CloudswayException { IsSafeToResubmit: true }).Should().BeFalse();
        (video is null || video.Url.StartsWith($"{gateway.Url}", StringComparison.Ordinal))
            .Should()
            .BeTrue();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_download_that_needs_a_fresh_URL_and_gets_none_is_not_safe_to_submit_again(
        int status
    )
    {
        await using var gateway = new PaidGateway
        {
            Question = before => before == 0 ? null : new GatewayReply(status, "{}"),
            Download = _ => new GatewayReply(403, ""),
        };
        using var folder = new TemporaryFolder();
        var video = await TestClient.Haiper(gateway.Url).GetJob("1").WaitAsync();

        var save = () => video.SaveAsync(folder["v.mp4"]);

        (await save.Should().ThrowAsync<CloudswayException>())
            .Which.IsSafeToResubmit.Should()
            .BeFalse();
    }

    [Fact]
    public async Task A_question_to_a_service_that_is_down_is_not_safe_to_submit_again()
    {
        var gateway = new PaidGateway();
        await gateway.DisposeAsync();

        var ask = () => TestClient.Haiper(gateway.Url).GetJob("1").AskAsync();

        (await ask.Should().ThrowAsync<CloudswayConnectionException>())
            .Which.IsSafeToResubmit.Should()
            .BeFalse();
    }

    [Fact]
    public async Task A_key_provider_that_ignores_its_token_is_limited_by_the_deadline()
    {
        var options = TestClient.Options(new Uri("http://127.0.0.1:9"), TimeProvider.System);
        options.SubmitTimeout = TimeSpan.FromMilliseconds(50);
        var key = new TaskCompletionSource<string>();
        options.AccessKeyProvider = _ => new ValueTask<string>(key.Task);

        var submit = () => new HaiperClient(options).SubmitAsync(Request);

        (
            await submit
                .Should()
                .ThrowAsync<CloudswayConnectionException>()
                .WaitAsync(TimeSpan.FromSeconds(30))
        )
            .Which.IsSafeToResubmit.Should()
            .BeTrue();
    }

    private static string Success(string status, string more = "") =>
        $$"""{"status":"{{status}}","mediaUrl":"{media}"{{more}}}""";

    private static string Told(Exception? failure) =>
        failure is CloudswayException { NextStep: var next }
            ? $"{failure.GetType().Name}, {next}"
            : failure?.ToString() ?? Video;

    private sealed record Row(
        int Status,
        string Body,
        string ComesTo,
        Delivery Delivery = Delivery.Whole,
        bool Again = false
    )
    {
        public override string ToString() =>
            $"{(Again ? "always" : "once")} {Status} {Delivery} {Body} -> {ComesTo}";
    }
}
