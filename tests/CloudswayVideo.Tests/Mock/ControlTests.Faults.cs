using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class ControlTests
{
    [Fact]
    public async Task Faults_and_scenarios_are_injected()
    {
        await PostAsync(
            "scenarios",
            """{"operation":"hailuo_createTask","scenario":"moderated"}"""
        );
        var job = await _client.SubmitAsync(HailuoVideoRequest.FromText("x"));
        await PostAsync(
            "faults",
            """{"operation":"hailuo_getTask","fault":"refusal","statusCode":503,"calls":2}"""
        );
        await PostAsync("time", """{"advanceSeconds":3600}""");

        var wait = () => job.WaitAsync();

        await wait.Should().ThrowAsync<VideoModeratedException>();
        _mock
            .Received("hailuo_getTask")
            .Select(request => request.StatusCode)
            .Should()
            .Equal(503, 503, 200);
    }

    [Theory]
    [InlineData(
        """{"fault":"interception","statusCode":502,"body":"Bad gateway"}""",
        "502 Bad gateway"
    )]
    [InlineData("""{"fault":"otherStatus","statusCode":500}""", "500 {*}")]
    [InlineData("""{"fault":"otherStatus","statusCode":204}""", "204 ")]
    [InlineData("""{"fault":"interception","statusCode":304,"body":"x"}""", "304 ")]
    [InlineData("""{"fault":"halfBody"}""", "200 {*[!}]")]
    [InlineData("""{"fault":"gzip"}""", "200 gzip")]
    [InlineData("""{"fault":"dribble","durationSeconds":1}""", "200 {*}")]
    [InlineData("""{"fault":"reset"}""", "nothing")]
    [InlineData("""{"fault":"truncated"}""", "nothing")]
    [InlineData("""{"fault":"resetAfterBody"}""", "nothing")]
    public async Task Every_fault_can_be_injected(string fault, string answer)
    {
        await PostAsync("jobs", """{"family":"hailuo","id":"7"}""");
        var json = JObject.Parse(fault);
        json["operation"] = "hailuo_getTask";
        await PostAsync("faults", json.ToString());
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            _mock.BaseUrl + "/success/hailuo/video/task/7"
        );
        request.Headers.Add("Authorization", "Bearer any");

        var seen = "nothing";
        try
        {
            using var response = await _http.SendAsync(request);
            var encoding = response.Content.Headers.ContentEncoding.SingleOrDefault();
            seen =
                $"{(int)response.StatusCode} {encoding ?? await response.Content.ReadAsStringAsync()}";
        }
        catch (HttpRequestException)
        {
            // The connection was reset: nothing was seen.
        }

        seen.Should().Match(answer.Replace("[!}]", "*", StringComparison.Ordinal));
        seen.EndsWith('}').Should().Be(answer.EndsWith('}'));
    }

    [Theory]
    [InlineData("""{"fault":"otherStatus","statusCode":500}""", 500, null, true)]
    [InlineData("""{"fault":"interception","statusCode":204,"body":"x"}""", 204, null, false)]
    [InlineData("""{"fault":"refusal","statusCode":429,"retryAfterSeconds":7}""", 429, 7.0, false)]
    public async Task A_fault_of_a_download_is_seen(
        string fault,
        int statusCode,
        double? retryAfter,
        bool hasVideo
    )
    {
        var job = await _client.SubmitAsync(HailuoVideoRequest.FromText("x"));
        _mock.EndJob(job.Id);
        var video = await job.WaitAsync();
        var json = JObject.Parse(fault);
        json["operation"] = "media";
        await PostAsync("faults", json.ToString());

        using var reply = await _http.GetAsync(video.Url);

        ((int)reply.StatusCode).Should().Be(statusCode);
        (reply.Headers.RetryAfter?.Delta?.TotalSeconds).Should().Be(retryAfter);
        ((await reply.Content.ReadAsByteArrayAsync()).Length > 1000).Should().Be(hasVideo);
    }
}
