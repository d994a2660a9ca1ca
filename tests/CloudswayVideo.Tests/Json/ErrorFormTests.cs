using System.Net;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Json;

/// <summary>Errors in every known form become one exception with the same properties.</summary>
public sealed class ErrorFormTests(StubService service) : IClassFixture<StubService>
{
    [Theory]
    [InlineData(
        "l: no status, but a code",
        200,
        """{"base_resp":{"status_code":1004,"status_msg":"login fail"}}""",
        ErrorReason.Authentication,
        "1004",
        "login fail"
    )]
    [InlineData(
        "v: flat",
        401,
        """{"code":401,"message":"Authentication failed."}""",
        ErrorReason.Authentication,
        "401",
        "Authentication failed."
    )]
    [InlineData("v: text", 403, "IP not on the whitelist", ErrorReason.AccessDenied, null, null)]
    [InlineData(
        "v: HTML",
        502,
        "<html><body>Bad Gateway</body></html>",
        ErrorReason.ServiceFault,
        null,
        null
    )]
    [InlineData("v: empty", 404, "", ErrorReason.NotFound, null, null)]
    [InlineData(
        "w: sub-code as code",
        400,
        """{"code":"NO_BALANCER_ERROR"}""",
        ErrorReason.ServiceFault,
        "NO_BALANCER_ERROR",
        null
    )]
    [InlineData(
        "w: sub-code as error.code",
        400,
        """{"error":{"code":"AI_IMAGE_SIZE_ERROR","message":"too large"}}""",
        ErrorReason.InvalidRequest,
        "AI_IMAGE_SIZE_ERROR",
        "too large"
    )]
    [InlineData(
        "x: Haiper",
        400,
        """{"error":{"message":"usage policy","code":"VB-100017","details":[]}}""",
        ErrorReason.Moderation,
        "VB-100017",
        "usage policy"
    )]
    [InlineData(
        "y: V2",
        422,
        """{"type":"error","error":{"type":"invalid","message":"bad","http_code":"422"},"request_id":"r"}""",
        ErrorReason.InvalidRequest,
        null,
        "bad"
    )]
    [InlineData(
        "a bare text",
        500,
        """{"error":"Internal server error."}""",
        ErrorReason.ServiceFault,
        null,
        "Internal server error."
    )]
    public async Task An_error(
        string form,
        int statusCode,
        string body,
        ErrorReason reason,
        string? code,
        string? message
    )
    {
        var client = new HailuoClient(service.Answering(body, statusCode));

        var ask = () => client.GetTaskAsync("1");

        var thrown = (await ask.Should().ThrowAsync<CloudswayApiException>(form)).Which;
        (thrown.StatusCode, thrown.Reason, thrown.Code, thrown.ServiceMessage, thrown.ResponseBody)
            .Should()
            .Be(((HttpStatusCode)statusCode, reason, code, message, body));
        thrown.RequestId.Should().NotBeNull();
    }

    [Fact]
    public async Task A_refused_submission_with_status_200_is_an_error()
    {
        var client = new HailuoClient(
            service.Answering(
                """{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}"""
            )
        );

        var submit = () => client.SubmitAsync(HailuoVideoRequest.FromText("x"));

        (await submit.Should().ThrowAsync<CloudswayApiException>())
            .Which.Reason.Should()
            .Be(ErrorReason.Balance);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"status":"Prep""")]
    [InlineData("""{"status":"Preparing"}<html>""")]
    [InlineData("<html>502</html>")]
    public async Task An_unreadable_reply_is_an_error_that_keeps_the_body(string body)
    {
        var client = new HailuoClient(service.Answering(body));

        var ask = () => client.GetTaskAsync("1");

        var thrown = (await ask.Should().ThrowAsync<CloudswayApiException>()).Which;
        (thrown.Reason, thrown.ResponseBody).Should().Be((ErrorReason.UnreadableReply, body));
    }

    [Fact]
    public async Task A_message_points_to_the_services_words_without_repeating_them()
    {
        const string Body = """{"code":"Odd.Code","message":"a part of the plot"}""";
        var client = new HailuoClient(service.Answering(Body, 400));

        var ask = () => client.GetTaskAsync("1");

        var thrown = (await ask.Should().ThrowAsync<CloudswayApiException>()).Which;
        thrown
            .Message.Should()
            .Be(
                "{endpointPath}/hailuo/video/task/{taskId} failed: HTTP 400, InvalidRequest, a code "
                    + "that the contract does not know, request request-7. The service's words are in "
                    + "ServiceMessage."
            );
        (thrown.Code, thrown.ServiceMessage).Should().Be(("Odd.Code", "a part of the plot"));
    }
}
