using System.Net;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <content>The journal: how it is asked, emptied and limited.</content>
public sealed partial class WireMockTests
{
    [Fact]
    public async Task The_journal_is_asked_and_emptied_as_WireMocks_is()
    {
        await SubmitAsync("A fox", new string('A', 50_000));
        await SubmitAsync("A hare");
        (await _http.GetAsync("v1/ai/success/nothing/here"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
        var submissions = new { Path = "/v1/ai/success/hailuo/video/generate" };

        var found = JArray.Parse(await PostAsync("__admin/requests/find", submissions));
        var counted = JObject.Parse(await PostAsync("__admin/requests/count", submissions));

        found.Should().HaveCount(2);
        found.Select(entry => (string)entry["MappingTitle"]!).Should().AllBe("hailuo_createTask");
        found
            .ToString()
            .Should()
            .Contain("A fox")
            .And.Contain("data:image/png;base64,(50000 characters)")
            .And.NotContain(AccessKey);
        ((int)counted["Count"]!).Should().Be(2);
        _mock.Server.LogEntries.Should().HaveCount(3);
        _mock
            .Requests.Select(request => (request.OperationId, request.StatusCode))
            .Should()
            .Equal(("hailuo_createTask", 200), ("hailuo_createTask", 200), (null, 404));

        await PostAsync("__admin/requests/reset", new { });

        _mock.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_journal_keeps_a_thousand_requests_and_of_more_the_last_hundred_until_it_is_cleared()
    {
        await AskAsync(0, 999);
        _mock.Requests.Should().HaveCount(999);

        await AskAsync(999, 1400);
        _mock.Server.LogEntries.Count.Should().BeInRange(100, 200);
        _mock.Requests[^1].Parameters["taskId"].Should().Be("1399");
        _mock.Requests[^100].Parameters["taskId"].Should().Be("1300");

        await PostAsync("__admin/requests/reset", new { });
        await AskAsync(1400, 1900);
        _mock.Requests.Should().HaveCount(500);
    }

    [Fact]
    public async Task A_length_of_the_journal_that_is_set_at_WireMock_is_kept()
    {
        await PostAsync("__admin/settings", new { MaxRequestLogCount = 7 });

        await AskAsync(0, 210);

        _mock.Requests.Should().HaveCount(7);
    }

    private async Task AskAsync(int from, int to)
    {
        for (var task = from; task < to; task++)
        {
            using var response = await _http.GetAsync($"v1/ai/success/video/tasks/{task}");
            response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }
}
