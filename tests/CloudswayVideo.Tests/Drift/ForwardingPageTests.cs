using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>The page of a mock that passes calls on, as a person sees it.</summary>
[Collection(SharedBrowser.Name)]
public sealed class ForwardingPageTests(Browser browser)
{
    [BrowserFact]
    public async Task It_says_that_jobs_are_paid_for_offers_none_and_shows_what_differs()
    {
        await using var gateway = new DriftedService();
        await using var mock = await CloudswayMock.StartAsync(
            new() { ForwardTo = gateway.BaseUrl }
        );
        await TestClient.Hailuo(mock.Url).SubmitAsync(HailuoVideoRequest.FromText("A fox"));
        await using var page = await browser.OpenAsync(mock.Url);

        await page.UntilAsync("document.querySelectorAll('#drifts tr').length === 2");

        (await page.EvaluateAsync("document.body.innerText"))!
            .Value<string>()
            .Should()
            .Contain("JOBS ARE PAID FOR")
            .And.Contain("$.queuePosition")
            .And.NotContain("Nothing here costs anything")
            .And.NotContain("Submit one here");
    }
}
