using System.Net;
using System.Net.Http.Json;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>
/// A reply of the mock's own that breaks the contract, here by showing a progress that the contract forbids.
/// </summary>
public sealed class OwnReplyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { { "Authorization", "Bearer any" } },
    };

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_reply_that_breaks_the_contract_is_refused_each_time_after_right_ones_of_the_same_job()
    {
        var family = await File.ReadAllTextAsync(
            Path.Combine(
                Repository.Root,
                "tests",
                "CloudswayVideo.Tests",
                "Mock",
                "third-family.yaml"
            )
        );
        await File.WriteAllTextAsync(
            _folder["contract.yaml"],
            $"openapi: 3.0.3\ninfo: {{title: Kling, version: '1'}}\n"
                + $"servers: [{{url: 'https://kling.example/'}}]\npaths:\n{family}"
                    .Replace("maximum: 100", "maximum: 60", StringComparison.Ordinal)
                    .Replace("percent: 100", "percent: 60", StringComparison.Ordinal)
        );
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                ContractPath = _folder["contract.yaml"],
                JobDuration = TimeSpan.FromHours(1),
            }
        );
        using var submitted = await _http.PostAsync(
            new Uri(mock.Url, "any/kling/videos"),
            JsonContent.Create(new { text = "A fox" })
        );
        var job = new Uri(
            mock.Url,
            $"any/kling/videos/{JToken.Parse(await submitted.Content.ReadAsStringAsync())["job"]!["ref"]}"
        );

        mock.AdvanceTime(TimeSpan.FromMinutes(33));
        (await AskAsync(job))
            .Should()
            .Be((HttpStatusCode.OK, """{"state":"drawing","percent":55}"""));
        (await AskAsync(job))
            .Should()
            .Be((HttpStatusCode.OK, """{"state":"drawing","percent":55}"""));
        mock.AdvanceTime(TimeSpan.FromMinutes(6));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var (statusCode, body) = await AskAsync(job);
            statusCode
                .Should()
                .Be(HttpStatusCode.FailedDependency, "after a 5xx, a client would ask again");
            body.Should()
                .Contain(
                    "reply to kling_getVideo breaks the contract: percent: found 65, at most 60 allowed"
                );
        }
    }

    private async Task<(HttpStatusCode StatusCode, string Body)> AskAsync(Uri job)
    {
        using var response = await _http.GetAsync(job);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
