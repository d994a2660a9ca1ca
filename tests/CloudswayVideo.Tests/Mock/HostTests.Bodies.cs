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

        (await SendTooMuchAsync(mock, "v1/ai/success/video/generate"))
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

        (await SendTooMuchAsync(mock, path))
            .StatusCode.Should()
            .Be(HttpStatusCode.RequestEntityTooLarge);
    }

    // The length is known before the body, and the body waits for "100 Continue": otherwise the answer may come while
    // the body is still sent, which the client takes for a broken connection.
    private async Task<HttpResponseMessage> SendTooMuchAsync(CloudswayMock mock, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Url, path))
        {
            Content = new StringContent($$"""{"prompt":"{{new string('x', 70_000_000)}}"}"""),
            Headers = { { "Authorization", "Bearer any" } },
        };
        request.Headers.ExpectContinue = true;
        request.Content.Headers.ContentType = new("application/json");
        return await _http.SendAsync(request);
    }
}
