using System.Net;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Mock;

/// <summary>What the mock keeps of images. Runs alone: the memory of the process is that of all tests.</summary>
[Collection(nameof(KeptImageTests))]
[CollectionDefinition(nameof(KeptImageTests), DisableParallelization = true)]
public sealed class KeptImageTests : IDisposable
{
    private const int DataUri = 27_000_000;

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Large_images_are_accepted_and_not_kept()
    {
        await using var mock = await CloudswayMock.StartAsync();
        await SubmitImageAsync(mock);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var submission = 0; submission < 5; submission++)
        {
            await SubmitImageAsync(mock);
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(DataUri);
        mock.ShouldHaveReceived("hailuo_createTask", times: 6)
            .Should()
            .OnlyContain(request => request.Body!.Length < 100);
    }

    private async Task SubmitImageAsync(CloudswayMock mock)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            mock.BaseUrl + "/success/hailuo/video/generate"
        )
        {
            Content = new StringContent(
                $$"""{"firstFrameImage":"data:image/png;base64,{{new string('A', DataUri)}}"}""",
                null,
                "application/json"
            ),
        };
        request.Headers.Add("Authorization", "Bearer any");
        (await _http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
