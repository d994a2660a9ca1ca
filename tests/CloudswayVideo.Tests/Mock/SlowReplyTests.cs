using System.Net.Http.Headers;
using CloudswayVideo.MockServer;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Mock;

/// <summary>How a reply comes that takes its time.</summary>
public sealed class SlowReplyTests
{
    [Fact]
    public async Task The_next_request_on_its_connection_is_answered_as_soon_as_it_has_come()
    {
        var time = new FakeTimeProvider();
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = time }
        );
        mock.Inject("hailuo_getTask", MockFault.Dribble(TimeSpan.FromSeconds(2)));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
        var question = $"{mock.BaseUrl}/any/hailuo/video/task/1";

        var slow = http.GetAsync(question);
        while (!slow.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await slow;
        // The time stands still now, and the client has one connection.
        using var next = await http.GetAsync(question).WaitAsync(TimeSpan.FromMinutes(1));

        next.StatusCode.Should().Be((await slow).StatusCode);
    }
}
