using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Json;

/// <summary>
/// Replies in every known form on the wire give the same C# members. Letters are those of the list of forms.
/// </summary>
public sealed partial class WireFormTests(StubService service) : IClassFixture<StubService>
{
    private const string Preparing = """
        {"status":"Preparing","file_id":"","task_id":"244785605570723","base_resp":{"status_msg":"success",
        "status_code":0},"video_width":0,"video_height":0}
        """;
    private const string File = """
        {"fileId":"243456265392387","createdAt":1740990443,"filename":"output.mp4",
        "purpose":"video_generation","mediaUrl":"https://h/a%2Fb.mp4?Signature=%2FBl%3D",
        "expireTime":1741022843}
        """;

    [Theory]
    [InlineData("a", """{"taskId":"1896852590888419329"}""", "1896852590888419329")]
    [InlineData("a, as a number", """{"taskId":1896852590888419329}""", "1896852590888419329")]
    [InlineData("b", """{"task_id":244785605570723}""", "244785605570723")]
    [InlineData("both, the first spelling wins", """{"task_id":"2","taskId":"1"}""", "1")]
    [InlineData(
        "both, the first spelling wins in any order",
        """{"taskId":"1","task_id":"2"}""",
        "1"
    )]
    [InlineData("both, one blank", """{"taskId":" ","task_id":"2"}""", "2")]
    [InlineData("both, the other blank", """{"task_id":"","taskId":1}""", "1")]
    [InlineData("twenty digits", """{"taskId":12345678901234567890}""", "12345678901234567890")]
    [InlineData("with blanks and a line break", """{"taskId":" 1\n"}""", "1")]
    [InlineData("wrapped", """{"code":0,"message":"ok","data":{"taskId":"1"}}""", "1")]
    [InlineData("wrapped twice", """{"result":{"output":{"task_id":1}},"base_resp":0}""", "1")]
    [InlineData("beside a code that is no object", """{"taskId":"1","base_resp":[]}""", "1")]
    public async Task The_id_of_an_accepted_job(string form, string body, string id) =>
        (
            await new HailuoClient(service.Answering(body)).CreateTaskAsync(
                HailuoVideoRequest.FromText("x")
            )
        )
            .TaskId.Should()
            .Be(id, form);

    [Theory]
    [InlineData("d", """{"taskId":""}""")]
    [InlineData("neither", "{}")]
    [InlineData("null", """{"taskId":null}""")]
    public async Task An_accepted_job_without_an_id_is_no_reply(string form, string body)
    {
        var create = () =>
            new HailuoClient(service.Answering(body)).CreateTaskAsync(
                HailuoVideoRequest.FromText("x")
            );

        (await create.Should().ThrowAsync<SubmissionOutcomeUnknownException>(form))
            .Which.Reply!.ResponseBody.Should()
            .Be(body);
    }

    [Theory]
    [InlineData("n", File)]
    [InlineData(
        "o",
        """
            {"fileId":243456265392387,"createdAt":"1740990443","filename":"output.mp4",
            "purpose":"video_generation","mediaUrl":"https://h/a%2Fb.mp4?Signature=%2FBl%3D",
            "expireTime":"1741022843"}
            """
    )]
    [InlineData(
        "p",
        """
            {"file_id":"243456265392387","created_at":1740990443000,"file_name":"output.mp4",
            "purpose":"video_generation","media_url":"https://h/a%2Fb.mp4?Signature=%2FBl%3D",
            "expire_time":"1741022843000"}
            """
    )]
    [InlineData(
        "q",
        """
            {"file":{"file_id":243456265392387,"bytes":0,"created_at":1740990443,"filename":"output.mp4",
            "purpose":"video_generation","download_url":"https://h/a%2Fb.mp4?Signature=%2FBl%3D"},
            "expireTime":1741022843,"base_resp":{"status_code":0}}
            """
    )]
    public async Task A_Hailuo_file(string form, string body)
    {
        var file = await new HailuoClient(service.Answering(body)).GetFileAsync("1", "2");

        file.FileId.Should().Be("243456265392387", form);
        file.CreatedAt.Should().Be(new DateTimeOffset(2025, 3, 3, 8, 27, 23, TimeSpan.Zero));
        file.ExpireTime.Should().Be(file.CreatedAt!.Value.AddHours(9));
        file.MediaUrl.Should().Be("https://h/a%2Fb.mp4?Signature=%2FBl%3D");
        (file.Filename, file.Purpose, file.Bytes)
            .Should()
            .Be(("output.mp4", "video_generation", (long?)null));
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("1e300", null)]
    [InlineData("-1e300", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("253402300800000", null)]
    [InlineData("253402300799000", 253402300799000)]
    [InlineData("\"12:30\"", null)]
    [InlineData("\"2025-03-03T08:27:23Z\"", 1740990443000)]
    [InlineData("\"2025-03-03T10:27:23.5+02:00\"", 1740990443500)]
    [InlineData("\"2025-03-03 08:27:23\"", 1740990443000)]
    [InlineData("\"2025-03-03\"", 1740960000000)]
    [InlineData("\"Mon, 03 Mar 2025 08:27:23 GMT\"", 1740990443000)]
    [InlineData("\"9999-12-31T23:59:59-14:00\"", null)]
    [InlineData("\"10000-01-01T00:00:00Z\"", null)]
    [InlineData("1741022843", 1741022843000)]
    [InlineData("\"1741022843\"", 1741022843000)]
    [InlineData("1724241996259", 1724241996259)]
    [InlineData("\"1724241996259\"", 1724241996259)]
    public async Task A_moment(string wire, long? milliseconds)
    {
        var task = await new HaiperClient(
            service.Answering($$"""{"status":"SUCCESS","expireTime":{{wire}}}""")
        ).GetTaskAsync("1");

        (task.ExpireTime?.ToUnixTimeMilliseconds()).Should().Be(milliseconds);
    }

    [Theory]
    [InlineData("1740990443", "32400", 1741022843L)]
    [InlineData("253402300799000", "32400", null)]
    [InlineData("1740990443", "-32400", null)]
    [InlineData("0", "32400", null)]
    public async Task A_url_that_expires_after_a_time_expires_at_a_moment(
        string createdAt,
        string expireTime,
        long? seconds
    )
    {
        var client = new HailuoClient(
            service.AnsweringInTurn(
                (200, """{"status":"Success","fileId":"7"}"""),
                (
                    200,
                    $$"""{"mediaUrl":"https://h/v.mp4","createdAt":{{createdAt}},"expireTime":{{expireTime}}}"""
                )
            )
        );

        var video = await client.GetJob("1").WaitAsync();

        (video.ExpiresAt?.ToUnixTimeSeconds()).Should().Be(seconds);
    }

    [Theory]
    [InlineData("r", """{"purpose":5}""", "5")]
    [InlineData("as documented", """{"purpose":"video_generation"}""", "video_generation")]
    public async Task A_purpose(string form, string body, string purpose) =>
        (await new HailuoClient(service.Answering(body)).GetFileAsync("1", "2"))
            .Purpose.Should()
            .Be(purpose, form);

    [Fact]
    public async Task Unknown_fields_are_kept()
    {
        var task = await new HaiperClient(
            service.Answering("""{"status":"PENDING","queuePosition":7,"extra":{"a":[1]}}""")
        ).GetTaskAsync("1");

        task.UnknownFields["queuePosition"].Should().Be(7);
        task.UnknownFields["extra"]!.ToString().Should().Contain("[");
    }

    [Fact]
    public async Task Known_fields_that_are_null_are_not_unknown()
    {
        var task = await new HailuoClient(
            service.Answering(
                """{"status":"Preparing","file_id":"","fileId":null,"video_width":0}"""
            )
        ).GetTaskAsync("1");

        task.FileId.Should().BeNull();
        task.UnknownFields.Should().BeEmpty();
    }
}
