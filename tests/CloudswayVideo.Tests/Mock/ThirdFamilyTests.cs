using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>
/// A family that no code knows of: other paths, names, statuses, ids, units and an envelope, in a contract file
/// alone.
/// </summary>
public sealed class ThirdFamilyTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
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
        var contract = await File.ReadAllTextAsync(Repository.ContractPath);
        await File.WriteAllTextAsync(
            _folder["contract.yaml"],
            contract.Replace(
                "\ncomponents:\n",
                $"\n{family}\ncomponents:\n",
                StringComparison.Ordinal
            )
        );
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                ContractPath = _folder["contract.yaml"],
                JobDuration = TimeSpan.FromHours(1),
            }
        );
        _http.BaseAddress = new Uri(_mock.BaseUrl + "/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_jobs_walk_from_submission_to_video()
    {
        var id = await SubmitAsync("success");
        id.Should()
            .MatchRegex(
                "^[a-z]{2}-[0-9][a-z][0-9][a-z]-[0-9]{4}$",
                "the example shows ids like that"
            );

        (await GetAsync($"success/kling/videos/{id}"))["state"]!.ToString().Should().Be("waiting");
        _mock.AdvanceTime(TimeSpan.FromMinutes(45));
        var running = await GetAsync($"success/kling/videos/{id}");
        (running["state"]!.ToString(), (int)running["percent"]!).Should().Be(("drawing", 75));
        _mock.AdvanceTime(TimeSpan.FromMinutes(16));
        var done = await GetAsync($"success/kling/videos/{id}");
        done["state"]!.ToString().Should().Be("done");
        var file = await GetAsync($"success/kling/assets/{done["asset"]}?ref={id}");

        DateTimeOffset
            .FromUnixTimeSeconds(
                long.Parse(
                    file["until"]!.ToString(),
                    System.Globalization.CultureInfo.InvariantCulture
                )
            )
            .Should()
            .BeAfter(DateTimeOffset.UnixEpoch.AddYears(50));
        (await _http.GetByteArrayAsync(file["link"]!.ToString()))
            .Should()
            .HaveCountGreaterThan(10_000);
        (await _http.GetAsync($"success/kling/assets/1?ref={id}"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound, "the job has another file");
    }

    [Fact]
    public async Task A_question_in_a_POST_finds_the_job_whose_id_is_in_its_body()
    {
        var id = await SubmitAsync("success");

        using var known = await AskAsync(new { refs = new[] { id } });
        using var unknown = await AskAsync(new { refs = new[] { "another" } });
        using var nothing = await AskAsync(new { });

        (await known.Content.ReadAsStringAsync()).Should().Contain("waiting");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        nothing.StatusCode.Should().Be(HttpStatusCode.BadRequest);

        Task<HttpResponseMessage> AskAsync(object body) =>
            _http.PostAsJsonAsync("success/kling/query", body);
    }

    [Fact]
    public async Task It_has_the_scenarios()
    {
        var id = await SubmitAsync("fails");
        _mock.AdvanceTime(TimeSpan.FromHours(2));

        (await GetAsync($"fails/kling/videos/{id}"))["state"]!.ToString().Should().Be("broken");
    }

    [Fact]
    public async Task An_end_that_its_contract_has_no_example_of_is_shown_with_a_status_of_failure()
    {
        var id = await SubmitAsync("moderated");
        _mock.AdvanceTime(TimeSpan.FromHours(2));

        var response = await _http.GetAsync($"moderated/kling/videos/{id}");

        var shown = JToken.Parse(await response.Content.ReadAsStringAsync());
        ((string?)shown.SelectToken("state")).Should().Be("broken");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<string> SubmitAsync(string scenario)
    {
        var response = await _http.PostAsJsonAsync(
            $"{scenario}/kling/videos",
            new { text = "A fox" }
        );
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        return JToken
            .Parse(await response.Content.ReadAsStringAsync())
            .SelectToken("job.ref")!
            .ToString();
    }

    private async Task<JToken> GetAsync(string path) =>
        JToken.Parse(await _http.GetStringAsync(path));
}
