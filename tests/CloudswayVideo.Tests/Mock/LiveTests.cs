using System.Net.Http.Headers;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The life of jobs: what is served live is what the vendor documents, and time is the test's.</summary>
public sealed partial class LiveTests : IAsyncLifetime, IDisposable
{
    private static readonly HailuoVideoRequest Fox = HailuoVideoRequest.FromText(
        "A fox in the snow"
    );

    private readonly FakeTimeProvider _time = new(
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)
    );
    private readonly HttpClient _http = new();
    private CloudswayMock _mock = null!;

    public static TheoryData<string, string> DocumentedReplies()
    {
        var cases = new TheoryData<string, string>();
        foreach (var entry in Documented())
        {
            cases.Add((string)entry["operationId"]!, (string)entry["example"]!);
        }

        return cases;
    }

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _time, JobDuration = TimeSpan.FromMinutes(4) }
        );
        _http.BaseAddress = new Uri(_mock.BaseUrl + "/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_job_moves_when_its_time_does()
    {
        var job = await _mock.CreateHailuoClient().SubmitAsync(Fox);
        (await StatusAsync(job.Id)).Should().Be("Preparing");

        _time.Advance(TimeSpan.FromMinutes(2));
        (await StatusAsync(job.Id)).Should().Be("Queueing");

        _mock.AdvanceTime(TimeSpan.FromMinutes(1.9));
        (await StatusAsync(job.Id)).Should().Be("Processing");

        _mock.AdvanceTime(TimeSpan.FromMinutes(0.1));
        (await StatusAsync(job.Id)).Should().Be("Success");
    }

    [Fact]
    public async Task A_scenario_has_a_duration_of_its_own()
    {
        var job = await _mock.CreateHailuoClient("slow").SubmitAsync(Fox);

        _mock.AdvanceTime(TimeSpan.FromMinutes(39));
        (await StatusAsync(job.Id)).Should().Be("Processing");
        _mock.AdvanceTime(TimeSpan.FromMinutes(1));
        (await StatusAsync(job.Id)).Should().Be("Success");
    }

    [Fact]
    public async Task Time_may_run_faster()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                TimeProvider = _time,
                JobDuration = TimeSpan.FromMinutes(4),
                TimeScale = 60,
            }
        );
        var job = await mock.CreateHailuoClient().SubmitAsync(Fox);

        _time.Advance(TimeSpan.FromSeconds(4));

        (await mock.CreateHailuoClient().GetTaskAsync(job.Id))
            .Status.Should()
            .Be(HailuoTaskStatus.Success);
    }

    [Fact]
    public async Task Many_jobs_at_once_do_not_influence_each_other()
    {
        string[] scenarios = ["success", "slow", "stuck", "fails", "moderated"];
        var jobs = await Task.WhenAll(
            Enumerable
                .Range(0, 500)
                .Select(async index =>
                {
                    var scenario = scenarios[index % scenarios.Length];
                    return (
                        Scenario: scenario,
                        (await _mock.CreateHailuoClient(scenario).SubmitAsync(Fox)).Id
                    );
                })
        );
        _time.Advance(TimeSpan.FromMinutes(5));

        var ends = await Task.WhenAll(
            jobs.Select(async job => (job.Scenario, Status: await StatusAsync(job.Id)))
        );

        jobs.Select(job => job.Id).Should().OnlyHaveUniqueItems();
        ends.Distinct()
            .Order()
            .Should()
            .Equal(
                ("fails", "Fail"),
                ("moderated", "Fail"),
                ("slow", "Preparing"),
                ("stuck", "Processing"),
                ("success", "Success")
            );
    }

    [Fact]
    public async Task Another_seed_gives_other_ids_of_the_same_form()
    {
        await using var other = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { Seed = 2 }
        );

        var first = await _mock
            .CreateHaiperClient()
            .SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });
        var second = await other
            .CreateHaiperClient()
            .SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        second.Id.Should().NotBe(first.Id).And.MatchRegex("^[0-9]{4}[a-z]{4}$");
    }

    [Fact]
    public async Task A_url_expires_and_breaks_when_it_is_encoded_again()
    {
        var client = _mock.CreateHaiperClient();
        var job = await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });
        _time.Advance(TimeSpan.FromMinutes(5));
        var url = (await client.GetTaskAsync(job.Id)).MediaUrl!;

        (await _http.GetAsync(url)).EnsureSuccessStatusCode();
        url.Should().Contain("%2Fvideo%2F").And.Contain("Signature=%2F");
        (await _http.GetAsync(url.Replace("%2F", "%252F", StringComparison.Ordinal)))
            .IsSuccessStatusCode.Should()
            .BeFalse();
        (
            await _http.GetAsync(
                url.Replace("Signature=%2F", "Signature=%252F", StringComparison.Ordinal)
            )
        )
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.Forbidden);
        _mock.AdvanceTime(TimeSpan.FromHours(9.1));
        (await _http.GetAsync(url)).StatusCode.Should().Be(System.Net.HttpStatusCode.Forbidden);
    }

    private async Task<string> StatusAsync(string id) =>
        (await _mock.CreateHailuoClient().GetTaskAsync(id)).Status!.Value.ToString();

    private async Task<JObject> SubmitAsync(ContractOperation operation, JToken request)
    {
        using var body = new StringContent(
            request.ToString(),
            new MediaTypeHeaderValue("application/json")
        );
        return JObject.Parse(
            await (
                await _http.PostAsync(PathOf(operation.Template), body)
            ).Content.ReadAsStringAsync()
        );
    }

    private async Task<JObject> GetAsync(string path) =>
        JObject.Parse(await _http.GetStringAsync(PathOf(path)));
}
