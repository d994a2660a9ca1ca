using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>A mock that passes calls on compares each of them with the contract.</summary>
public sealed class ForwardedDriftTests : IDisposable
{
    private readonly ForwardingMock _forwarding = new();

    public void Dispose() => _forwarding.Dispose();

    [Fact]
    public async Task What_differs_is_reported_at_once_at_the_end_and_over_HTTP_and_nothing_secret_is_kept()
    {
        await using var gateway = new DriftedService();
        var live = new List<string>();
        await using var mock = await _forwarding.StartAsync(
            gateway.BaseUrl,
            options =>
            {
                options.DriftFound = finding => live.Add(finding.ToString());
                options.AdminInterface = true;
            }
        );
        var client = TestClient.Hailuo(mock.Url);
        var request = HailuoVideoRequest.FromText(ForwardingMock.Prompt);
        request.Extra["mood"] = 10;
        request.FirstFrameImage = ImageInput.FromBytes(SampleImages.Png(400, 400));

        var video = await client.GenerateAsync(request);

        video.Url.Should().Be(DriftedService.MediaUrl);
        mock.Drifts.Select(one => one.Finding.ToString())
            .Should()
            .BeEquivalentTo(
                "hailuo_createTask request $.mood: unknown field, an integer",
                "hailuo_createTask reply $.queuePosition: unknown field, an integer",
                "hailuo_createTask reply: unknown header X-Queue-Name",
                "hailuo_getTask reply: status code 425 is not documented",
                "hailuo_getTask reply: unknown header X-Queue-Name",
                "hailuo_getTask reply $.code: unknown code \"VB-900001\"",
                "hailuo_getTask reply $.status: unknown word \"Uploading\"",
                "hailuo_getTask reply $.videoWidth: found a string, documented is integer",
                "hailuo_getFile reply $.fileID: unknown field, a string",
                "hailuo_getFile reply $.quality: unknown field, an object",
                "hailuo_getFile reply: unknown header X-Queue-Name"
            );
        live.Should().Equal(mock.Drifts.Select(one => one.Finding.ToString()));
        mock.Drifts.Single(one =>
                one.Finding.ToString()
                    .StartsWith("hailuo_getTask reply: unknown header", StringComparison.Ordinal)
            )
            .Times.Should()
            .Be(4);
        var drifts = await _forwarding.Http.GetStringAsync(new Uri(mock.Url, "/__mock/drifts"));
        JArray.Parse(drifts).Should().HaveCount(mock.Drifts.Count);
        mock.Requests.Should().HaveCount(6);
        mock.ShouldHaveReceived("hailuo_createTask", times: 1)[0].Body.Should().Contain("mood");
        var kept = string.Join(
            '\n',
            [
                .. _forwarding.Log,
                .. live,
                drifts,
                await _forwarding.Http.GetStringAsync(new Uri(mock.Url, "/__mock/requests")),
                await _forwarding.Http.GetStringAsync(new Uri(mock.Url, "/__admin/requests")),
            ]
        );
        kept.Should()
            .NotContainAny(
                ForwardingMock.Key,
                "fox",
                DriftedService.JobId,
                DriftedService.FileId,
                "secret",
                "storage.example",
                "iVBOR",
                "sharp"
            );
        gateway
            .Heads.Count(head => head.StartsWith("POST", StringComparison.Ordinal))
            .Should()
            .Be(1);
    }
}
