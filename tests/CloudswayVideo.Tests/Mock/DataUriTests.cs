using System.Net;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Mock;

/// <summary>What the mock keeps of the images that it is sent.</summary>
public sealed class DataUriTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { { "Authorization", "Bearer any" } },
    };
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() => _mock = await CloudswayMock.StartAsync();

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("data:image/png;base64,QUJD", "data:image/png;base64,(4 characters)")]
    [InlineData("DATA:image/png;base64,", "DATA:image/png;base64,(0 characters)")]
    [InlineData("""data:image\/png;base64,A\/B\u002BC""", "data:image/png;base64,(5 characters)")]
    [InlineData("""data:text/plain,\"a\",b\\""", "data:text/plain,(6 characters)")]
    [InlineData("data: all of it, please", "data: all of it, please")]
    [InlineData(
        """He says \"data:image/png;base64,QUJD\" and leaves""",
        """He says \"data:image/png;base64,QUJD\" and leaves"""
    )]
    public async Task A_data_URI_is_cut_off_after_its_media_type(string sent, string kept)
    {
        await SubmitAsync($$"""{"prompt":"A \"fox\", data:,x","firstFrameImage":"{{sent}}"}""");

        _mock
            .ShouldHaveReceived("hailuo_createTask")
            .Body.Should()
            .Be($$"""{"prompt":"A \"fox\", data:,x","firstFrameImage":"{{kept}}"}""");
    }

    [Fact]
    public async Task A_data_URI_is_cut_off_wherever_the_bytes_of_the_request_are_divided()
    {
        // The mock reads in pieces of a power of two; every place of the text is once where two of them meet.
        foreach (var length in Enumerable.Range((16 * 1024) - 90, 90))
        {
            await SubmitAsync(
                $$"""{{{new string(' ', length)}}"firstFrameImage":"data:image\/png;base64,A\u002B\/"""
                    + $$"""{{new string('A', 20_000)}}","prompt":"A fox"}"""
            );
        }

        _mock
            .Received("hailuo_createTask")
            .Select(request => request.Body)
            .Distinct()
            .Should()
            .Equal(
                """{"firstFrameImage":"data:image/png;base64,(20003 characters)","prompt":"A fox"}"""
            );
    }

    private async Task SubmitAsync(string json)
    {
        using var response = await _http.PostAsync(
            new Uri(_mock.BaseUrl + "/success/hailuo/video/generate"),
            new StringContent(json, null, "application/json")
        );
        response
            .StatusCode.Should()
            .Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }
}
