using System.Net;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock's page, as a person sees it.</summary>
[Collection(SharedBrowser.Name)]
public sealed class PageTests(Browser browser)
{
    [BrowserFact]
    public async Task A_job_that_is_submitted_on_the_page_is_shown_to_its_end_and_its_video_plays()
    {
        await using var mock = await CloudswayMock.StartAsync();
        await using var page = await browser.OpenAsync(mock.Url);

        await page.UntilAsync(
            "document.querySelector('#example option') && document.querySelector('.opblock')"
        );
        await page.EvaluateAsync("document.querySelector('#submit button').click()");
        await page.UntilAsync("document.querySelector('#tasks .succeeded')");
        await page.EvaluateAsync("document.querySelector('#tasks video').play()");
        await page.UntilAsync("document.querySelector('#tasks video').currentTime > 0");

        (await page.EvaluateAsync("document.querySelector('#tasks video').videoWidth"))!
            .Value<int>()
            .Should()
            .BePositive();
        mock.ShouldHaveReceived("hailuo_createTask", times: 1);
    }

    [BrowserFact]
    public async Task An_operation_can_be_tried_out_in_the_reference()
    {
        await using var mock = await CloudswayMock.StartAsync();
        await using var page = await browser.OpenAsync(mock.Url);

        await page.UntilAsync("document.querySelector('.opblock-post .opblock-summary-control')");
        await page.EvaluateAsync(
            "document.querySelector('.opblock-post .opblock-summary-control').click()"
        );
        await page.UntilAsync("document.querySelector('.opblock-post .execute')");
        await page.EvaluateAsync("document.querySelector('.opblock-post .execute').click()");
        await page.UntilAsync(
            "document.querySelector('.live-responses-table .response-col_status')"
        );

        (
            await page.EvaluateAsync(
                "document.querySelector('.live-responses-table .response .response-col_status').innerText"
            )
        )!
            .Value<string>()
            .Should()
            .StartWith("200");
        mock.Requests.Should()
            .Contain(request =>
                request.OperationId == "hailuo_createTask" && request.StatusCode == 200
            );
    }

    [BrowserFact]
    public async Task A_long_id_does_not_push_the_other_columns_out_of_sight()
    {
        await using var mock = await CloudswayMock.StartAsync();
        mock.AddJob("Hailuo", new string('9', 250));
        await using var page = await browser.OpenAsync(mock.Url);

        await page.UntilAsync("document.querySelector('#tasks .phase')");

        (
            await page.EvaluateAsync(
                "(box => box.scrollWidth - box.clientWidth)(document.querySelector('#tasks').closest('.rows'))"
            )
        )!
            .Value<int>()
            .Should()
            .Be(0);
    }

    [BrowserFact]
    public async Task A_mock_that_answers_again_is_no_longer_reported_as_lost()
    {
        var mock = await CloudswayMock.StartAsync();
        await using var page = await browser.OpenAsync(mock.Url);
        await page.UntilAsync("document.querySelector('.opblock')");
        await mock.DisposeAsync();
        await page.UntilAsync(
            "document.querySelector('#answer').textContent.includes('not answer')"
        );

        await using var again = await CloudswayMock.StartAsync(new() { Url = mock.Url });

        await page.UntilAsync("document.querySelector('#answer').textContent === ''");
    }

    [BrowserFact]
    public async Task The_page_fetches_nothing_from_elsewhere()
    {
        await using var mock = await CloudswayMock.StartAsync();
        await using var page = await browser.OpenAsync(mock.Url);

        await page.UntilAsync("document.querySelector('.opblock')");

        var fetched = (
            await page.EvaluateAsync(
                "performance.getEntriesByType('resource').map(entry => entry.name)"
            )
        )!.Values<string>();
        fetched
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(url =>
                url!.StartsWith(mock.Url.AbsoluteUri, StringComparison.Ordinal)
                || url.StartsWith("data:", StringComparison.Ordinal)
            );
    }

    [BrowserFact]
    public async Task What_was_received_is_shown_filtered_and_cleared()
    {
        await using var mock = await CloudswayMock.StartAsync();
        await mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromText("A red fox"));
        using var http = new HttpClient();
        await http.GetAsync(new Uri(mock.BaseUrl + "/success/video/tasks/1"));
        await using var page = await browser.OpenAsync(mock.Url);

        await page.UntilAsync("document.querySelectorAll('#requests tr').length === 2");
        (await page.EvaluateAsync("document.querySelector('#requests').innerText"))!
            .Value<string>()
            .Should()
            .MatchRegex("(?s)401.*haiper_getTask.*200.*hailuo_createTask.*A red fox")
            .And.NotContain("mock-access-key");
        await page.EvaluateAsync("document.querySelector('#filter').value = 'RED FOX'");
        await page.UntilAsync("document.querySelectorAll('#requests tr').length === 1");
        await page.EvaluateAsync("document.querySelector('#received button').click()");
        await page.UntilAsync("document.querySelectorAll('#requests tr').length === 0");

        mock.Requests.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task Fifty_jobs_have_a_box_of_their_own_and_a_phone_is_wide_enough()
    {
        await using var mock = await CloudswayMock.StartAsync();
        foreach (var job in Enumerable.Range(0, 60))
        {
            mock.AddJob("hailuo", $"18968525908884{job:00000}");
        }

        await using var page = await browser.OpenAsync(mock.Url);
        await page.ResizeAsync(390);
        await page.UntilAsync(
            "document.querySelectorAll('#tasks tr').length === 50 && document.querySelector('.opblock')"
        );

        (await page.EvaluateAsync("document.documentElement.scrollWidth"))!
            .Value<int>()
            .Should()
            .BeLessThanOrEqualTo(390);
        (await page.EvaluateAsync("document.querySelector('.rows').clientHeight"))!
            .Value<int>()
            .Should()
            .BeLessThan(400);
    }

    [Fact]
    public async Task Looking_on_changes_nothing_that_a_program_sees()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { JobDuration = TimeSpan.Zero }
        );
        using var http = new HttpClient { BaseAddress = mock.Url };
        var video = await mock.CreateHailuoClient("truncated-download")
            .GenerateAsync(HailuoVideoRequest.FromText("x"));

        var seen = await http.GetByteArrayAsync("page/sample.mp4");
        var download = () => http.GetByteArrayAsync(video.Url);

        seen.Should().NotBeEmpty();
        await download
            .Should()
            .ThrowAsync<HttpRequestException>("the fault of the first download is still there");
    }

    [Fact]
    public async Task The_contract_that_is_shown_names_this_server_and_an_endpoint_path_that_works()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { Scenario = "slow" }
        );
        using var http = new HttpClient { BaseAddress = mock.Url };

        var document = JObject.Parse(await http.GetStringAsync("openapi.json"));

        new Uri(mock.Url, (string)document["servers"]![0]!["url"]!).Should().Be(mock.BaseUrl);
        ((string)document["components"]!["parameters"]!["EndpointPath"]!["example"]!)
            .Should()
            .Be("slow");
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("docs/", "text/html")]
    [InlineData("docs/swagger-ui-bundle.js", "text/javascript")]
    [InlineData("page/page.css", "text/css")]
    [InlineData("__mock/jobs", "application/json")]
    public async Task Every_part_of_the_page_is_served(string path, string type)
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var http = new HttpClient { BaseAddress = mock.Url };

        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be(type);
    }
}
