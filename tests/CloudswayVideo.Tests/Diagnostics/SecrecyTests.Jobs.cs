using System.Net;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.Diagnostics;

public partial class SecrecyTests
{
    [Theory]
    [InlineData(
        "1026",
        "Job 1 was rejected by moderation with status Fail, Moderation, code 1026. The service's "
            + "words are in FailureMessage."
    )]
    [InlineData(
        "7777",
        "Job 1 failed with status Fail, code 7777. The service's words are in FailureMessage."
    )]
    public async Task A_failed_job_is_reported_without_the_services_words(
        string code,
        string message
    )
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(
                200,
                $$"""{"status":"Fail","failReason":"{{Echo}}","base_resp":{"status_code":{{code}} } }"""
            )
        );

        var thrown = (
            await FailsAsync(server, (HailuoClient client) => client.GetJob("1").WaitAsync())
        )
            .Should()
            .BeAssignableTo<VideoJobFailedException>()
            .Which;

        (thrown.Message, thrown.FailureMessage).Should().Be((message, Echo));
        _logs.Events.Should().Contain("7 JobEnded, Information");
    }

    [Fact]
    public async Task A_status_and_a_code_that_repeat_the_request_are_not_shown()
    {
        await using var running = new RawServer(connection =>
            connection.AnswerAsync(200, $$"""{"status":"{{Echo}}"}""")
        );
        await using var failed = new RawServer(connection =>
            connection.AnswerAsync(
                200,
                $$"""{"status":"FAIL","error":{"code":"{{Key}}","message":"{{Prompt}}"} }"""
            )
        );

        var timeout = await FailsAsync(
            running,
            (HailuoClient client) => client.GetJob("1").WaitAsync()
        );
        await FailsAsync(failed, (HaiperClient client) => client.GetJob("1").WaitAsync());

        timeout
            .Should()
            .BeOfType<VideoJobTimeoutException>()
            .Which.LastUpdate!.Status.Should()
            .Be(Echo);
        ShouldHoldNoSecret($"{((VideoJobTimeoutException)timeout).LastUpdate}");
        _logs.Events.Should().Contain("6 JobStatus, Debug");
    }

    [Theory]
    [InlineData((int)HttpStatusCode.Forbidden)]
    [InlineData((int)HttpStatusCode.NotFound)]
    [InlineData((int)HttpStatusCode.InternalServerError)]
    public async Task A_failed_download_is_reported_without_its_url(int statusCode)
    {
        await using var storage = new VideoServer([
            .. Enumerable.Repeat(
                VideoServer.Answers(statusCode, Echo, "X-Echo: Signature=secret\r\n"),
                20
            ),
        ])
        {
            Time = _time,
        };
        await using var services = Services(storage.Options.BaseUrl!, "e");
        var video = await services.GetRequiredService<HaiperClient>().GetJob("1").WaitAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        var thrown = (await save.Should().ThrowAsync<VideoDownloadException>()).Which;
        _logs.Events.Should().Contain("10 DownloadFailed, Warning");
        ShouldHoldNoSecret(_logs.Text, _telemetry.Text, $"{thrown}");
        ShouldNotContain(["Signature="], _logs.Text, _telemetry.Text, $"{thrown}");
    }
}
