using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>The effect of each kind of answer on a wait, in the order of precedence.</summary>
public sealed class PollDecisionTests(StubService service) : IClassFixture<StubService>
{
    private const string Ended = "ended";
    private const string Failed = "failed";
    private const string GoesOn = "goes on";
    private const string AskAgain = "ask again";
    private const string GiveUp = "give up";

    [Theory]
    // 1. An HTTP error counts more than its body.
    [InlineData(401, """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""", GiveUp)]
    [InlineData(400, """{"message":"bad request"}""", GiveUp)]
    [InlineData(402, "", GiveUp)]
    [InlineData(403, "", GiveUp)]
    [InlineData(404, "", GiveUp)]
    [InlineData(418, "", GiveUp)]
    [InlineData(302, "", GiveUp)]
    [InlineData(400, """{"base_resp":{"status_code":1002}}""", AskAgain)]
    [InlineData(408, "", AskAgain)]
    [InlineData(429, "", AskAgain)]
    [InlineData(500, """{"status":"FAIL"}""", AskAgain)]
    // 2. An unreadable reply may be readable the next time.
    [InlineData(200, "", AskAgain)]
    [InlineData(200, "<html>", AskAgain)]
    [InlineData(200, """{"status":"SUCC""", AskAgain)]
    // 3. A final status counts more than an error code beside it.
    [InlineData(200, """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""", Ended)]
    [InlineData(
        200,
        """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4","base_resp":{"status_code":1002}}""",
        Ended
    )]
    [InlineData(
        200,
        """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4","base_resp":{"status_code":1004}}""",
        Ended
    )]
    [InlineData(200, """{"status":"FAIL"}""", Failed)]
    [InlineData(200, """{"status":"FAIL","base_resp":{"status_code":1027}}""", Failed)]
    [InlineData(200, """{"status":"FAIL","base_resp":{"status_code":1000}}""", Failed)]
    // 4. An error code counts more than a status that is not final, unknown or missing.
    [InlineData(200, """{"status":"IN_PROGRESS","base_resp":{"status_code":1002}}""", AskAgain)]
    [InlineData(200, """{"status":"IN_PROGRESS","base_resp":{"status_code":1004}}""", GiveUp)]
    [InlineData(200, """{"status":"Warming","base_resp":{"status_code":1008}}""", GiveUp)]
    [InlineData(200, """{"base_resp":{"status_code":1000}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":1001}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":1024}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":1033}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":1039}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":1041}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":2045}}""", AskAgain)]
    [InlineData(200, """{"base_resp":{"status_code":1013}}""", GiveUp)]
    [InlineData(200, """{"base_resp":{"status_code":1026}}""", GiveUp)]
    [InlineData(200, """{"base_resp":{"status_code":2013}}""", GiveUp)]
    [InlineData(200, """{"base_resp":{"status_code":2049}}""", GiveUp)]
    [InlineData(200, """{"base_resp":{"status_code":2056}}""", GiveUp)]
    // 5. An unknown status is no failure.
    [InlineData(200, """{"status":"PENDING"}""", GoesOn)]
    [InlineData(200, """{"status":"IN_PROGRESS","base_resp":{"status_code":0}}""", GoesOn)]
    [InlineData(200, """{"status":"Warming","base_resp":{"status_code":0}}""", GoesOn)]
    [InlineData(200, """{"status":""}""", GoesOn)]
    [InlineData(200, "{}", GoesOn)]
    public async Task An_answer_decides(int statusCode, string body, string decision)
    {
        var asked = 0;
        var options = service.AnsweringWith(_ =>
            Interlocked.Increment(ref asked) <= 3
                ? new StubAnswer(statusCode, body)
                : StubAnswer.Of("""{"status":"SUCCESS","mediaUrl":"https://h/late.mp4"}""")
        );
        var heard = new Recorder();

        var found = await DecisionAsync(new HaiperClient(options).GetJob("1"), heard);

        found.Should().Be(decision);
    }

    private static async Task<string> DecisionAsync(VideoJob job, Recorder heard)
    {
        try
        {
            var video = await job.WaitAsync(heard);
            return video.Url == "https://h/v.mp4" ? Ended
                : heard.Updates.Count > 1 ? GoesOn
                : AskAgain;
        }
        catch (VideoJobFailedException)
        {
            return Failed;
        }
        catch (CloudswayApiException)
        {
            return GiveUp;
        }
    }
}
