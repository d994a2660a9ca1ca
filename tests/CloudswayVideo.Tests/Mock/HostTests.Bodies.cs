using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class HostTests
{
    [Fact]
    public async Task A_body_beyond_all_bounds_is_refused()
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var request = Submission(mock, new string('x', 70_000_000));
        // Without it, the answer may come while the body is still sent, which the client takes for a broken connection.
        request.Headers.ExpectContinue = true;

        (await _http.SendAsync(request))
            .StatusCode.Should()
            .Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("v1/ai/success/video/generate")]
    [InlineData("elsewhere")]
    [InlineData("__admin/mappings")]
    public async Task A_body_beyond_all_bounds_is_refused_where_mappings_were_added_too(string path)
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { AdminInterface = true }
        );
        var mapping = new { Request = new { Path = "/mine" }, Response = new { StatusCode = 418 } };
        await _http.PostAsJsonAsync(new Uri(mock.Url, "__admin/mappings"), mapping);
        var start = Stopwatch.GetTimestamp();

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Url, path))
        {
            Content = new StringContent($$"""{"prompt":"{{new string('x', 70_000_000)}}"}"""),
            // Without it, the answer may come while the body is still sent, which the client takes for a broken
            // connection.
            Headers = { ExpectContinue = true },
        };
        request.Content.Headers.ContentType = new("application/json");

        (await _http.SendAsync(request))
            .StatusCode.Should()
            .Be(HttpStatusCode.RequestEntityTooLarge);
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(15));
    }
}
