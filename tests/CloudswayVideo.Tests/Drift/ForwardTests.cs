using System.Net;
using System.Text;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>A mock that passes every call on to the real gateway.</summary>
public sealed class ForwardTests : IDisposable
{
    private const string Key = "RWsecret0Gd";
    private const string Prompt = "A fox in the snow";

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        }
    );

    private readonly List<string> _log = [];

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_reply_comes_back_as_it_was_and_the_key_and_the_body_arrive_as_they_were()
    {
        const string Reply = "\u00ff\u0000<html>teapot</html>";
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(
                "HTTP/1.1 418 Teapot\r\nX-Odd: a, b\r\nX-Odd: c\r\nContent-Type: text/odd\r\nSet-Cookie: a=b\r\n"
                    + $"Server: odd\r\nContent-Length: {Reply.Length}\r\nConnection: close\r\n\r\n{Reply}"
            );
        });
        await using var mock = await ForwardAsync(gateway.Url);

        using var reply = await PostAsync(mock, "/any/path?x=1%202");

        ((int)reply.StatusCode).Should().Be(418);
        reply.ReasonPhrase.Should().Be("Teapot");
        reply.Headers.GetValues("X-Odd").Should().Equal("a, b", "c");
        reply.Headers.GetValues("Set-Cookie").Should().Equal("a=b");
        reply.Headers.GetValues("Server").Should().Equal("odd");
        reply.Content.Headers.GetValues("Content-Type").Should().Equal("text/odd");
        Encoding.Latin1.GetString(await reply.Content.ReadAsByteArrayAsync()).Should().Be(Reply);
        gateway
            .Heads.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("POST /any/path?x=1%202 HTTP/1.1")
            .And.Contain($"Authorization: Bearer {Key}")
            .And.Contain($"Host: 127.0.0.1:{gateway.Port}")
            .And.NotContainEquivalentOf("traceparent");
    }

    public static TheoryData<string> Troubles() =>
        [
            nameof(Delivery.ResetBeforeHead),
            nameof(Delivery.ResetAfterHead),
            nameof(Delivery.ResetWithinBody),
            nameof(Delivery.ResetAfterBody),
            nameof(Delivery.LengthTooLarge),
            nameof(Delivery.Garbage),
            "503",
            "307",
            "429",
        ];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_paid_request_is_passed_on_once_whatever_goes_wrong(string trouble)
    {
        var answer = int.TryParse(trouble, out var statusCode)
            ? new GatewayReply(
                statusCode,
                "{}",
                Headers: "Location: /elsewhere\r\nRetry-After: 0\r\n"
            )
            : new GatewayReply(200, """{"taskId":"77"}""", Enum.Parse<Delivery>(trouble));
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await answer.SendAsync(connection, () => { });
        });
        await using var mock = await ForwardAsync(gateway.Url);

        HttpStatusCode? status = null;
        try
        {
            using var reply = await PostAsync(mock, "/v1/ai/e/hailuo/video/generate");
            status = reply.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The caller sees what the mock saw.
        }

        gateway.Heads.Should().ContainSingle();
        status.Should().Be(statusCode > 0 ? (HttpStatusCode)statusCode : null);
    }

    [Fact]
    public async Task An_id_that_came_before_the_gateway_broke_off_reaches_the_client()
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await new GatewayReply(200, """{"taskId":"77"}""", Delivery.ResetAfterBody).SendAsync(
                connection,
                () => { }
            );
        });
        await using var mock = await ForwardAsync(gateway.Url);

        var job = await TestClient
            .Hailuo(mock.Url)
            .SubmitAsync(HailuoVideoRequest.FromText(Prompt));

        job.Id.Should().Be("77");
        gateway.Heads.Should().ContainSingle();
    }

    [Fact]
    public async Task A_job_whose_caller_is_gone_is_told_by_its_id()
    {
        var (calls, arrived, gone) = (0, Signal(), Signal());
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            arrived.SetResult();
            await gone.Task;
            await connection.AnswerAsync(
                200,
                """{"taskId":"77"}""",
                "Content-Type: application/json\r\n"
            );
        });
        do
        {
            (arrived, gone) = (Signal(), Signal());
            calls++;
            await using var mock = await ForwardAsync(
                gateway.Url,
                options => options.TimeProvider = TimeProvider.System
            );
            using var patience = new CancellationTokenSource();
            var call = PostAsync(mock, "/v1/ai/e/hailuo/video/generate", patience.Token);
            await arrived.Task;
            await patience.CancelAsync();
            await FluentActions
                .Awaiting(() => call)
                .Should()
                .ThrowAsync<OperationCanceledException>();
            gone.SetResult();
        }
        // On a busy machine the answer may reach the mock before the news that its caller is gone.
        while (
            !string.Join('\n', _log).Contains("job 77 was accepted", StringComparison.Ordinal)
            && calls < 100
        );

        gateway.Heads.Should().HaveCount(calls);
        string.Join('\n', _log).Should().Contain("job 77 was accepted");

        static TaskCompletionSource Signal() => new();
    }

    [Fact]
    public async Task A_gateway_that_is_not_reached_is_a_502_that_says_nothing_was_sent()
    {
        var closed = new RawServer(_ => Task.CompletedTask);
        await closed.DisposeAsync();
        await using var mock = await ForwardAsync(closed.Url);

        using var reply = await PostAsync(mock, "/v1/ai/e/hailuo/video/generate");

        reply.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await reply.Content.ReadAsStringAsync())
            .Should()
            .Contain("nothing was sent to it: ConnectionError");
    }

    [Fact]
    public async Task A_video_of_the_gateway_is_passed_on_as_it_comes()
    {
        var video = Mp4.OfLength(3_000_000);
        await using var gateway = new RawServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 X\r\nConnection: close\r\nContent-Type: video/mp4\r\n\r\n"
            );
            await connection.Stream.WriteAsync(video);
        });
        await using var mock = await ForwardAsync(gateway.Url);

        (await _http.GetByteArrayAsync(new Uri(mock.Url, "/v1/ai/video.mp4")))
            .Should()
            .Equal(video);
    }

    [Fact]
    public async Task The_path_of_the_gateways_base_URL_takes_the_place_of_the_contracts()
    {
        await using var gateway = new RawServer(connection => connection.AnswerAsync(200, "{}"));
        // A family at another base path would have paths of its own here.
        await using var mock = await ForwardAsync(
            new Uri(gateway.Url, "/gw/v9"),
            options => options.ContractPath = Repository.ContractPath
        );

        await _http.GetStringAsync(new Uri(mock.Url, "/v1/ai/e/video/tasks/7"));
        using var outside = await _http.GetAsync(new Uri(mock.Url, "/elsewhere"));

        gateway
            .Heads.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("GET /gw/v9/e/video/tasks/7 ");
        outside.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_differs_is_told_as_it_is_seen_at_the_end_and_over_HTTP_and_nothing_secret_is_kept()
    {
        await using var gateway = new DriftedService();
        var live = new List<string>();
        await using var mock = await ForwardAsync(
            gateway.BaseUrl,
            options =>
            {
                options.DriftFound = finding => live.Add(finding.ToString());
                options.AdminInterface = true;
            }
        );
        var client = TestClient.Hailuo(mock.Url);
        var request = HailuoVideoRequest.FromText(Prompt);
        request.Extra["mood"] = 10;
        request.FirstFrameImage = ImageInput.FromBytes(SampleImages.Png(400, 400));

        var video = await client.GenerateAsync(request);

        video.Url.Should().Be(DriftedService.MediaUrl);
        mock.Drifts.Select(one => one.Finding.ToString())
            .Should()
            .BeEquivalentTo(
                "hailuo_createTask request $.mood: unknown field, an integer",
                "hailuo_createTask reply $.queuePosition: unknown field, an integer",
                "hailuo_createTask reply: unknown header X-Queue-Name",
                "hailuo_getTask reply: status code 425 is not documented",
                "hailuo_getTask reply: unknown header X-Queue-Name",
                "hailuo_getTask reply $.code: unknown code \"VB-900001\"",
                "hailuo_getTask reply $.status: unknown word \"Uploading\"",
                "hailuo_getTask reply $.videoWidth: found a string, documented is integer",
                "hailuo_getFile reply $.fileID: unknown field, a string",
                "hailuo_getFile reply $.quality: unknown field, an object",
                "hailuo_getFile reply: unknown header X-Queue-Name"
            );
        live.Should().Equal(mock.Drifts.Select(one => one.Finding.ToString()));
        mock.Drifts.Single(one =>
                one.Finding.ToString()
                    .StartsWith("hailuo_getTask reply: unknown header", StringComparison.Ordinal)
            )
            .Times.Should()
            .Be(4);
        var drifts = await _http.GetStringAsync(new Uri(mock.Url, "/__mock/drifts"));
        JArray.Parse(drifts).Should().HaveCount(mock.Drifts.Count);
        mock.Requests.Should().HaveCount(6);
        mock.ShouldHaveReceived("hailuo_createTask", times: 1)[0].Body.Should().Contain("mood");
        var kept = string.Join(
            '\n',
            [
                .. _log,
                .. live,
                drifts,
                await _http.GetStringAsync(new Uri(mock.Url, "/__mock/requests")),
                await _http.GetStringAsync(new Uri(mock.Url, "/__admin/requests")),
            ]
        );
        kept.Should()
            .NotContainAny(
                Key,
                "fox",
                DriftedService.JobId,
                DriftedService.FileId,
                "secret",
                "storage.example",
                "iVBOR",
                "sharp"
            );
        gateway
            .Heads.Count(head => head.StartsWith("POST", StringComparison.Ordinal))
            .Should()
            .Be(1);
    }

    [Theory]
    [InlineData("http://gateway.example/v1/ai", "ForwardTo must be the base URL")]
    [InlineData("https://user:secret@gateway.example", "ForwardTo must be the base URL")]
    [InlineData("ftp://gateway.example", "ForwardTo must be the base URL")]
    public async Task An_address_that_keys_must_not_go_to_is_refused(string url, string message)
    {
        var start = () => CloudswayMock.StartAsync(new() { ForwardTo = new Uri(url) });

        (await start.Should().ThrowAsync<ArgumentException>())
            .WithMessage($"{message}*")
            .Which.Message.Should()
            .NotContain("secret");
    }

    private Task<CloudswayMock> ForwardAsync(
        Uri gateway,
        Action<CloudswayMockOptions>? configure = null
    )
    {
        var options = new CloudswayMockOptions
        {
            ForwardTo = gateway,
            Log = line =>
            {
                lock (_log)
                {
                    _log.Add(line);
                }
            },
        };
        configure?.Invoke(options);
        return CloudswayMock.StartAsync(options);
    }

    private async Task<HttpResponseMessage> PostAsync(
        CloudswayMock mock,
        string path,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Url, path))
        {
            Content = new StringContent(
                $$"""{"prompt":"{{Prompt}}"}""",
                Encoding.UTF8,
                "application/json"
            ),
            Headers = { { "Authorization", $"Bearer {Key}" } },
        };
        return await _http.SendAsync(request, cancellationToken);
    }
}
