using System.Net.Http.Headers;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace CloudswayVideo.Benchmarks;

/// <summary>Submitting a job with the largest image that the service takes, from a file.</summary>
[MemoryDiagnoser]
public class SubmitBenchmark
{
    public const int ImageBytes = 20 * 1024 * 1024;

    private const string Key = "benchmark-key";
    private const string Path = "benchmark-path";

    private readonly string _image = System.IO.Path.GetTempFileName();
    private readonly LoopbackServer _server = new("""{"taskId":"1896852590888419329"}""");
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };
    private readonly HailuoClient _ours;
    private readonly StockNSwag.HailuoClient _stock;
    private byte[] _body = [];

    public SubmitBenchmark()
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

    [GlobalSetup]
    public async Task SetupAsync()
    {
        // As far as the client looks: a PNG of 1280 by 720 pixels.
        byte[] header =
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            0x0A,
            0,
            0,
            0,
            13,
            .. "IHDR"u8,
            0,
            0,
            5,
            0,
            0,
            0,
            2,
            0xD0,
            8,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. "IEND"u8,
        ];
        await File.WriteAllBytesAsync(
            _image,
            [.. header, .. RandomNumberGenerator.GetBytes(ImageBytes - header.Length)]
        );

        // The server reads what Content-Length announces and no more, so equal lengths are exact ones.
        await Peer();
        var expected = _server.LastBodyLength;
        await Ours();
        if (_server.LastBodyLength != expected)
        {
            throw new InvalidDataException(
                $"Content-Length is {_server.LastBodyLength} where {expected} is expected."
            );
        }

        _body = new byte[expected];
    }

    [Benchmark(Description = "CloudswayVideo")]
    public Task Ours() =>
        _ours.SubmitAsync(
            new HailuoVideoRequest
            {
                FirstFrameImage = ImageInput.FromFile(_image),
                PromptOptimizer = true,
            }
        );

    [Benchmark(Description = "stock NSwag")]
    public async Task Peer()
    {
        var image =
            $"data:image/png;base64,{Convert.ToBase64String(await File.ReadAllBytesAsync(_image))}";
        await _stock.CreateTaskAsync(
            Path,
            new StockNSwag.HailuoVideoRequest { FirstFrameImage = image, PromptOptimizer = true }
        );
    }

    /// <summary>As many bytes as the body has, which are there already.</summary>
    /// <returns>When they are sent and the reply has been received.</returns>
    [Benchmark(Description = "raw HttpClient", Baseline = true)]
    public async Task Floor()
    {
        using var content = new ByteArrayContent(_body);
        using var response = await _http.PostAsync(
            $"{_server.BaseUrl}{Path}/hailuo/video/generate",
            content
        );
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _http.Dispose();
        _server.Dispose();
        File.Delete(_image);
    }
}
