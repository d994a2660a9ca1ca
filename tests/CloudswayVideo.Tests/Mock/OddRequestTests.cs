using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using CloudswayVideo.MockServer;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>
/// Requests that no well-made client sends: each is refused in plain words, and none makes the mock fail.
/// </summary>
public sealed class OddRequestTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { { "Authorization", "Bearer any" } },
    };
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() => _mock = await CloudswayMock.StartAsync();

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    public static TheoryData<string, string> OddBodies() =>
        new()
        {
            {
                """{"prompt":"x","settings":{"seed":9223372036854775808}}""",
                "settings.seed: found an integer beyond 64 bits"
            },
            {
                """{"prompt":"x","settings":{"seed":-1e400}}""",
                "settings.seed: found a number that is too large"
            },
            {
                """{"prompt":"x","settings":{"seed":NaN}}""",
                "the body is no JSON: 'N' is an invalid"
            },
            { """{"prompt":"x","settings":{"guidanceScale":Infinity}}""", "the body is no JSON" },
            {
                """{"prompt":"x","prompt":"y"}""",
                "the body is no JSON: Duplicate property 'prompt'"
            },
            { """{"prompt":"\ud83d"}""", "the body is no JSON: Cannot read incomplete UTF-16" },
            { """{'prompt':'x'}""", "the body is no JSON: ''' is an invalid" },
            { """{"prompt":"x",}""", "the body is no JSON" },
            { """{"prompt":"x"} {}""", "the body is no JSON" },
            { """{"prompt":"x" /* fox */}""", "the body is no JSON" },
            { "{\"prompt\":\"a\nb\"}", "the body is no JSON" },
            { """{"prompt":0x10}""", "the body is no JSON" },
            { "undefined", "the body is no JSON" },
            { "", "the body is missing" },
            {
                new string('[', 100_000),
                "the body is no JSON: The maximum configured depth of 64 has been exceeded"
            },
        };

    [Theory]
    [MemberData(nameof(OddBodies))]
    public async Task An_odd_body_is_refused_in_plain_words(string body, string problem) =>
        await ShouldBeRefusedAsync(new StringContent(body), HttpStatusCode.BadRequest, problem);

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused() =>
        await ShouldBeRefusedAsync(
            new ByteArrayContent([.. "{\"prompt\":\""u8, 0xE4, .. "\"}"u8]),
            HttpStatusCode.BadRequest,
            "the body is no UTF-8"
        );

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; charset=utf-8")]
    public async Task JSON_that_is_sent_as_something_else_is_refused(string type)
    {
        var content = new StringContent("""{"prompt":"x"}""");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        await ShouldBeRefusedAsync(
            content,
            HttpStatusCode.UnsupportedMediaType,
            $"the body has the Content-Type {type}, and must have application/json"
        );
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        using var content = new ByteArrayContent(Compressed("""{"prompt":"A fox"}"""u8, encoding))
        {
            Headers = { ContentEncoding = { encoding } },
        };
        using var response = await PostAsync(content);

        response.EnsureSuccessStatusCode();
        _mock
            .ShouldHaveReceived("haiper_createGeneration")
            .Body.Should()
            .Be("""{"prompt":"A fox"}""");
    }

    [Theory]
    [InlineData(
        "gzip",
        HttpStatusCode.BadRequest,
        "not compressed as its Content-Encoding says, gzip"
    )]
    [InlineData("br", HttpStatusCode.BadRequest, "not compressed as its Content-Encoding says, br")]
    [InlineData(
        "zstd",
        HttpStatusCode.UnsupportedMediaType,
        "none of gzip, deflate, br and identity"
    )]
    public async Task A_body_that_is_compressed_in_no_known_way_is_refused(
        string encoding,
        HttpStatusCode expected,
        string problem
    ) =>
        await ShouldBeRefusedAsync(
            new StringContent("""{"prompt":"x"}""")
            {
                Headers = { ContentEncoding = { encoding } },
            },
            expected,
            problem
        );

    [Fact]
    public async Task A_small_body_that_swells_beyond_all_bounds_is_refused() =>
        await ShouldBeRefusedAsync(
            new ByteArrayContent(Compressed(new byte[70_000_000], "gzip"))
            {
                Headers = { ContentEncoding = { "gzip" } },
            },
            HttpStatusCode.RequestEntityTooLarge,
            "larger than 67108864 bytes"
        );

    [Theory]
    [InlineData("bearer any", HttpStatusCode.NotFound)]
    [InlineData("BEARER any", HttpStatusCode.NotFound)]
    [InlineData("Bearer   any", HttpStatusCode.NotFound)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Bearerany", HttpStatusCode.Unauthorized)]
    [InlineData("Basic any", HttpStatusCode.Unauthorized)]
    public async Task A_scheme_may_be_written_in_any_case(string header, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            _mock.BaseUrl + "/success/video/tasks/1"
        );
        request.Headers.TryAddWithoutValidation("Authorization", header);
        _http.DefaultRequestHeaders.Clear();

        (await _http.SendAsync(request)).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Of_a_preference_that_stands_twice_the_first_counts()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            _mock.BaseUrl + "/success/video/tasks/1"
        );
        request.Headers.Add("Prefer", "code=403, code=404");

        (await _http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("999999999999999999")]
    [InlineData("99999999999999999999999")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task A_time_that_no_URL_can_have_is_no_signed_URL(string expires)
    {
        var video = await _mock
            .CreateHailuoClient(configure: options =>
                options.Polling.Interval = TimeSpan.FromMilliseconds(20)
            )
            .GenerateAsync(HailuoVideoRequest.FromText("x"));
        var url = System.Text.RegularExpressions.Regex.Replace(
            video.Url,
            "Expires=[0-9]+",
            $"Expires={expires}"
        );

        using var response = await _http.GetAsync(new Uri(url));

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Any_amount_of_time_can_pass()
    {
        var client = _mock.CreateHailuoClient();
        var job = await client.SubmitAsync(HailuoVideoRequest.FromText("x"));

        _mock.AdvanceTime(TimeSpan.MaxValue);
        _mock.AdvanceTime(TimeSpan.MaxValue);

        (await client.GetTaskAsync(job.Id)).Status.Should().Be(HailuoTaskStatus.Success);
    }

    private async Task ShouldBeRefusedAsync(
        HttpContent content,
        HttpStatusCode expected,
        string problem
    )
    {
        using var response = await PostAsync(content);
        var body = await response.Content.ReadAsStringAsync();

        response.StatusCode.Should().Be(expected, body);
        ((string)JToken.Parse(body)["message"]!).Should().Contain(problem).And.NotContain("   at ");
    }

    private Task<HttpResponseMessage> PostAsync(HttpContent content) =>
        _http.PostAsync(new Uri(_mock.BaseUrl + "/success/video/generate"), content);

    private static byte[] Compressed(ReadOnlySpan<byte> bytes, string encoding)
    {
        using var compressed = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
                _ => new BrotliStream(compressed, CompressionLevel.Fastest),
            }
        )
        {
            stream.Write(bytes);
        }

        return compressed.ToArray();
    }
}
