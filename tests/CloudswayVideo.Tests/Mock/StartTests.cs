using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The start of a mock, which reads its contract while its server starts.</summary>
public sealed class StartTests : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_caller_that_is_faster_than_the_contract_is_answered()
    {
        var url = FreeUrl();
        var answer = FirstAnswerAsync(url, CancellationToken.None);

        await using var mock = await CloudswayMock.StartAsync(new() { Url = url });

        (await answer).Should().StartWith("OK");
    }

    [Fact]
    public async Task A_caller_that_waits_for_a_mock_that_cannot_start_gets_no_answer()
    {
        for (var round = 0; round < 5; round++)
        {
            var url = FreeUrl();
            using var ended = new CancellationTokenSource();
            var answer = FirstAnswerAsync(url, ended.Token);

            await FluentActions
                .Awaiting(() => CloudswayMock.StartAsync(Broken(url)))
                .Should()
                .ThrowAsync<InvalidOperationException>()
                .WithMessage("*broken.yaml*");
            await ended.CancelAsync();

            // WireMock answers 500 while it stops.
            (await answer ?? "")
                .Should()
                .NotContain("TaskCanceled");
        }
    }

    [Fact]
    public async Task A_mistake_in_the_contract_frees_the_port()
    {
        var url = FreeUrl();
        await FluentActions
            .Awaiting(() => CloudswayMock.StartAsync(Broken(url)))
            .Should()
            .ThrowAsync<InvalidOperationException>();

        await using var mock = await CloudswayMock.StartAsync(new() { Url = url });

        mock.Url.Should().Be(url);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_frees_the_port()
    {
        var url = FreeUrl();
        for (var round = 0; round < 5; round++)
        {
            using var cancelled = new CancellationTokenSource();
            var start = CloudswayMock.StartAsync(new() { Url = url }, cancelled.Token);
            await cancelled.CancelAsync();
            await start.Invoking(one => one).Should().ThrowAsync<OperationCanceledException>();
        }

        await using var mock = await CloudswayMock.StartAsync(new() { Url = url });
        mock.Url.Should().Be(url);
    }

    [Fact]
    public async Task A_port_in_use_is_told_before_a_mistake_in_the_contract()
    {
        await using var mock = await CloudswayMock.StartAsync();

        await FluentActions
            .Awaiting(() => CloudswayMock.StartAsync(Broken(mock.Url)))
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("The mock cannot listen at*");
    }

    private static Uri FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private CloudswayMockOptions Broken(Uri url)
    {
        var contract = File.ReadAllText(
            Path.Combine(Repository.Root, "spec", "cloudsway-video.yaml")
        );
        File.WriteAllText(
            _folder["broken.yaml"],
            contract.Replace("/schemas/Id", "/schemas/Nowhere", StringComparison.Ordinal)
        );
        return new CloudswayMockOptions { Url = url, ContractPath = _folder["broken.yaml"] };
    }

    private async Task<string?> FirstAnswerAsync(Uri url, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Post,
                    new Uri(url, "/v1/ai/success/video/generate")
                )
                {
                    Content = JsonContent.Create(new { prompt = "x" }),
                    Headers = { { "Authorization", "Bearer any" } },
                };
                using var reply = await _http.SendAsync(request, CancellationToken.None);
                return $"{reply.StatusCode} {await reply.Content.ReadAsStringAsync(CancellationToken.None)}";
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }

        return null;
    }
}
