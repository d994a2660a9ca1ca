namespace CloudswayVideo.Tests.Json;

public partial class WireFormTests
{
    [Theory]
    [InlineData("e", Preparing, "Preparing", VideoJobPhase.Pending, "244785605570723", null, null)]
    [InlineData(
        "f",
        """
            {"status":"Preparing","fileId":"","taskId":"244785605570723","baseResp":{"statusMsg":"success",
            "statusCode":0},"videoWidth":0,"videoHeight":0}
            """,
        "Preparing",
        VideoJobPhase.Pending,
        "244785605570723",
        null,
        null
    )]
    [InlineData(
        "g",
        """{"status":"Success","file_id":243456265392387,"video_width":1280}""",
        "Success",
        VideoJobPhase.Succeeded,
        null,
        "243456265392387",
        1280
    )]
    [InlineData(
        "g, in camel case",
        """{"status":"Success","fileId":"243456265392387","videoWidth":"1280"}""",
        "Success",
        VideoJobPhase.Succeeded,
        null,
        "243456265392387",
        1280
    )]
    [InlineData(
        "h",
        """{"status":"Success","file_id":"","video_width":1280.0}""",
        "Success",
        VideoJobPhase.Succeeded,
        null,
        null,
        1280
    )]
    [InlineData(
        "i",
        """{"status":"Fail","base_resp":{"status_code":1027,"status_msg":"output new_sensitive"}}""",
        "Fail",
        VideoJobPhase.Failed,
        null,
        null,
        null
    )]
    [InlineData("j", """{"status":"failed"}""", "failed", VideoJobPhase.Failed, null, null, null)]
    [InlineData(
        "k",
        """{"status":"Warming"}""",
        "Warming",
        VideoJobPhase.Unknown,
        null,
        null,
        null
    )]
    [InlineData(
        "m",
        """{"status":"","base_resp":{"status_code":0}}""",
        null,
        VideoJobPhase.Unknown,
        null,
        null,
        null
    )]
    [InlineData(
        "u",
        """{"status":"succeed"}""",
        "succeed",
        VideoJobPhase.Succeeded,
        null,
        null,
        null
    )]
    [InlineData(
        "status as a number",
        """{"status":5,"video_width":"wide"}""",
        "5",
        VideoJobPhase.Unknown,
        null,
        null,
        null
    )]
    [InlineData(
        "status in capitals",
        """{"status":"QUEUEING"}""",
        "QUEUEING",
        VideoJobPhase.Pending,
        null,
        null,
        null
    )]
    [InlineData("nothing", "{}", null, VideoJobPhase.Unknown, null, null, null)]
    public async Task A_Hailuo_job(
        string form,
        string body,
        string? status,
        VideoJobPhase phase,
        string? taskId,
        string? fileId,
        int? width
    )
    {
        var task = await new HailuoClient(service.Answering(body)).GetTaskAsync("1");

        (task.Status?.Value).Should().Be(status, form);
        (task.Status?.Phase ?? VideoJobPhase.Unknown).Should().Be(phase);
        (task.TaskId, task.FileId, task.VideoWidth, task.VideoHeight)
            .Should()
            .Be((taskId, fileId, width, (int?)null));
    }

    [Theory]
    [InlineData(
        "s",
        """
            {"status":"SUCCESS","mediaUrl":"https://generated-video-url.mp4","expireTime":1724241996259,
            "progress":0.85}
            """,
        VideoJobPhase.Succeeded,
        "https://generated-video-url.mp4",
        0.85
    )]
    [InlineData("t", """{"status":"FAIL"}""", VideoJobPhase.Failed, null, null)]
    [InlineData("u", """{"status":"succeed","mediaUrl":""}""", VideoJobPhase.Succeeded, null, null)]
    [InlineData(
        "upstream's word",
        """{"status":"post_processing","progress":"0.5"}""",
        VideoJobPhase.Running,
        null,
        0.5
    )]
    public async Task A_Haiper_job(
        string form,
        string body,
        VideoJobPhase phase,
        string? mediaUrl,
        double? progress
    )
    {
        var task = await new HaiperClient(service.Answering(body)).GetTaskAsync("1");

        (task.Status!.Value.Phase, task.MediaUrl, task.Progress)
            .Should()
            .Be((phase, mediaUrl, progress), form);
    }
}
