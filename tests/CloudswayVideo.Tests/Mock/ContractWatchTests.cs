using System.Collections.Concurrent;
using System.Net;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Mock;

/// <summary>A contract that is edited while the mock serves it.</summary>
public sealed class ContractWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { { "Authorization", "Bearer any" } },
    };
    private readonly ConcurrentQueue<string> _lines = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_served_as_it_is_now_and_jobs_stay()
    {
        var contract = await File.ReadAllTextAsync(Repository.ContractPath);
        await File.WriteAllTextAsync(_folder["contract.yaml"], contract);
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                ContractPath = _folder["contract.yaml"],
                WatchContract = true,
                Log = _lines.Enqueue,
            }
        );
        var client = mock.CreateHaiperClient();
        var job = await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        await File.WriteAllTextAsync(
            _folder["contract.yaml"],
            contract.Replace("/video/upscale:", "/video/enlarge:", StringComparison.Ordinal)
        );
        await UntilLineAsync("was read again.");

        (await PostAsync(mock, "enlarge")).Should().Be(HttpStatusCode.BadRequest, "it is there");
        (await PostAsync(mock, "upscale")).Should().Be(HttpStatusCode.NotFound);
        await client.GetTaskAsync(job.Id);

        await File.WriteAllTextAsync(_folder["contract.yaml"], "openapi: [");
        await UntilLineAsync("The previous contract is still served.");

        (await PostAsync(mock, "enlarge"))
            .Should()
            .Be(HttpStatusCode.BadRequest, "it is still there");
    }

    private async Task UntilLineAsync(string end)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_lines.Any(line => line.EndsWith(end, StringComparison.Ordinal)))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<HttpStatusCode> PostAsync(CloudswayMock mock, string operation)
    {
        using var response = await _http.PostAsync(
            new Uri($"{mock.BaseUrl}/success/video/{operation}"),
            new StringContent("{}", null, "application/json")
        );
        return response.StatusCode;
    }
}
