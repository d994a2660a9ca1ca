using System.Buffers;
using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;

namespace CloudswayVideo.Benchmarks;

/// <summary>One question for the status of a job: the call that a waiting client makes again and again.</summary>
[MemoryDiagnoser]
public class PollBenchmark
{
    // The documented reply of a job that is not finished.
    internal const string Reply =
        """{"status":"Preparing","file_id":"","task_id":"244785605570723","base_resp":"""
        + """{"status_msg":"success","status_code":0},"video_width":0,"video_height":0}""";

    // Many, so that what it costs to wait for one task of all of them does not count.
    private const int Calls = 64;

    private const string Key = "benchmark-key";
    private const string Path = "benchmark-path";
    private const string Id = "1896852590888419329";

    private readonly LoopbackServer _server = new(Reply);
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };
    private readonly HailuoClient _ours;
    private readonly StockNSwag.HailuoClient _stock;

    public PollBenchmark()
    {
        _ours = new HailuoClient(
            new CloudswayOptions
            {
                AccessKey = Key,
                EndpointPath = Path,
                BaseUrl = _server.BaseUrl,
            }
        );
        _stock = new StockNSwag.HailuoClient(_http) { BaseUrl = _server.BaseUrl.AbsoluteUri };
    }

    [Benchmark(Description = "CloudswayVideo", OperationsPerInvoke = Calls)]
    public async Task Ours()
    {
        for (var call = 0; call < Calls; call++)
        {
            await _ours.GetTaskAsync(Id);
        }
    }

    [Benchmark(Description = "stock NSwag", OperationsPerInvoke = Calls)]
    public async Task Peer()
    {
        for (var call = 0; call < Calls; call++)
        {
            await _stock.GetTaskAsync(Path, Id);
        }
    }

    /// <summary>The same request sent and its reply received, but not understood.</summary>
    /// <returns>When the calls are over.</returns>
    [Benchmark(Description = "raw HttpClient", Baseline = true, OperationsPerInvoke = Calls)]
    public async Task Floor()
    {
        for (var call = 0; call < Calls; call++)
        {
            await AskBareAsync(_http, _server);
        }
    }

    internal static async Task AskBareAsync(HttpClient http, LoopbackServer server)
    {
        using var response = await http.GetAsync(
            $"{server.BaseUrl}{Path}/hailuo/video/task/{Id}",
            HttpCompletionOption.ResponseHeadersRead
        );
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        while (await stream.ReadAsync(buffer) > 0) { }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _http.Dispose();
        _server.Dispose();
    }
}
