using System.Globalization;
using System.Net;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Diagnostics;

/// <summary>
/// Everything that is told of a run, by us, the client factory and HttpClient, at the finest level, and what is
/// thrown.
/// </summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Key = "RWsecret0Gd-key-of-a-test";
    private const string Prompt = "A vermilion okapi on a unicycle";
    private static readonly byte[] Image = SampleImages.Png(1280, 720);
    private static readonly string DataUri =
        $"data:image/png;base64,{Convert.ToBase64String(Image)}";

    private readonly KeptLogs _logs = new();
    private readonly KeptTelemetry _telemetry = new();
    private readonly SkippingTimeProvider _time = new();

    /// <summary>
    /// What a service may answer that repeats all it was given, with a URL that it would not have us tell.
    /// </summary>
    private static string Echo { get; } =
        $"No good: {Key} {Prompt} {DataUri} https://storage.example/v.mp4?Signature=SIGNATURE";

    [Fact]
    public async Task A_run_from_prompt_to_file_tells_no_secret()
    {
        using var folder = new TemporaryFolder();
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = _time }
        );
        await using var services = Services(mock.BaseUrl, "success");

        var video = await services
            .GetRequiredService<HailuoClient>()
            .GenerateAsync(HailuoVideoRequest.FromImage(ImageInput.FromDataUri(DataUri), Prompt));
        await video.SaveAsync(folder["one.mp4"]);
        var other = await services
            .GetRequiredService<HaiperClient>()
            .GenerateAsync(new HaiperGenerateRequest { Prompt = Prompt });
        await other.SaveAsync(new MemoryStream());

        _logs
            .Events.Should()
            .Contain([
                "1 Submitted, Information",
                "7 JobEnded, Information",
                "9 Downloaded, Information",
            ]);
        _logs.Text.Should().NotContain("Authorization", "the client factory logs nothing itself");
        _telemetry
            .Text.Should()
            .Contain("cloudsway.download")
            .And.Contain("url.full", "HttpClient is heard as well");
        ShouldHoldNoSecret(_logs.Text, _telemetry.Text);
        ShouldNotContain([new Uri(video.Url).Query, "Signature="], _logs.Text, _telemetry.Text);
        ShouldNotContain(["/media/"], _logs.Text);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_refusal_that_repeats_the_request_is_told_without_it(int statusCode)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(
                statusCode,
                connection.Number % 2 == 0
                    ? Echo
                    : $$"""{"code":"{{Key}}","message":"{{Echo}}","requestId":"{{Key}}"}"""
            );
        });

        await FailsAsync(
            server,
            (HailuoClient client) =>
                client.SubmitAsync(
                    HailuoVideoRequest.FromImage(ImageInput.FromBytes(Image), Prompt)
                )
        );
        await FailsAsync(
            server,
            (HailuoClient client) =>
                client.SubmitAsync(
                    HailuoVideoRequest.FromImage(ImageInput.FromBytes(Image), Prompt)
                )
        );
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(503)]
    public async Task A_question_whose_refusal_repeats_the_request_is_told_without_it(
        int statusCode
    )
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(
                statusCode,
                statusCode == 200
                    ? Echo
                    : $$"""{"code":"{{Key}}","message":"{{Echo}}","requestId":"{{Key}}"}"""
            )
        );

        await FailsAsync(server, (HailuoClient client) => client.GetTaskAsync("1"));
        await FailsAsync(server, (HaiperClient client) => client.GetJob("1").WaitAsync());
    }

    [Theory]
    [InlineData("HTTP/1.1 {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: {0}\r\n\r\n")]
    public async Task An_answer_that_is_no_HTTP_is_told_without_it(string answer)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(string.Format(CultureInfo.InvariantCulture, answer, Echo));
        });

        await FailsAsync(
            server,
            (HailuoClient client) =>
                client.SubmitAsync(
                    HailuoVideoRequest.FromImage(ImageInput.FromBytes(Image), Prompt)
                )
        );
        await FailsAsync(server, (HailuoClient client) => client.GetTaskAsync("1"));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_told_without_the_request()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            connection.Reset();
        });

        await FailsAsync(
            server,
            (HailuoClient client) =>
                client.SubmitAsync(
                    HailuoVideoRequest.FromImage(ImageInput.FromBytes(Image), Prompt)
                )
        );
        await FailsAsync(server, (HailuoClient client) => client.GetTaskAsync("1"));
        _logs
            .Events.Should()
            .Contain("2 SubmissionOutcomeUnknown, Error")
            .And.Contain("4 Repeating, Warning");
    }

    [Theory]
    [InlineData(
        "1026",
        "Job 1 was rejected by moderation with status Fail, Moderation, code 1026. The service's "
            + "words are in FailureMessage."
    )]
    [InlineData(
        "7777",
        "Job 1 failed with status Fail, code 7777. The service's words are in FailureMessage."
    )]
    public async Task A_job_that_fails_is_told_without_the_services_words(
        string code,
        string message
    )
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(
                200,
                $$"""{"status":"Fail","failReason":"{{Echo}}","base_resp":{"status_code":{{code}} } }"""
            )
        );

        var thrown = (
            await FailsAsync(server, (HailuoClient client) => client.GetJob("1").WaitAsync())
        )
            .Should()
            .BeAssignableTo<VideoJobFailedException>()
            .Which;

        (thrown.Message, thrown.FailureMessage).Should().Be((message, Echo));
        _logs.Events.Should().Contain("7 JobEnded, Information");
    }

    [Fact]
    public async Task A_job_whose_status_and_code_repeat_the_request_is_told_without_them()
    {
        await using var running = new RawServer(connection =>
            connection.AnswerAsync(200, $$"""{"status":"{{Echo}}"}""")
        );
        await using var failed = new RawServer(connection =>
            connection.AnswerAsync(
                200,
                $$"""{"status":"FAIL","error":{"code":"{{Key}}","message":"{{Prompt}}"} }"""
            )
        );

        var timeout = await FailsAsync(
            running,
            (HailuoClient client) => client.GetJob("1").WaitAsync()
        );
        await FailsAsync(failed, (HaiperClient client) => client.GetJob("1").WaitAsync());

        timeout
            .Should()
            .BeOfType<VideoJobTimeoutException>()
            .Which.LastUpdate!.Status.Should()
            .Be(Echo);
        ShouldHoldNoSecret($"{((VideoJobTimeoutException)timeout).LastUpdate}");
        _logs.Events.Should().Contain("6 JobHeard, Debug");
    }

    [Theory]
    [InlineData((int)HttpStatusCode.Forbidden)]
    [InlineData((int)HttpStatusCode.NotFound)]
    [InlineData((int)HttpStatusCode.InternalServerError)]
    public async Task A_video_that_cannot_be_fetched_is_told_without_its_url(int statusCode)
    {
        await using var storage = new VideoServer([
            .. Enumerable.Repeat(
                VideoServer.Answers(statusCode, Echo, "X-Echo: Signature=secret\r\n"),
                9
            ),
        ])
        {
            Time = _time,
        };
        await using var services = Services(storage.Options.BaseUrl!, "e");
        var video = await services.GetRequiredService<HaiperClient>().GetJob("1").WaitAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        var thrown = (await save.Should().ThrowAsync<VideoDownloadException>()).Which;
        _logs.Events.Should().Contain("10 DownloadFailed, Warning");
        ShouldHoldNoSecret(_logs.Text, _telemetry.Text, $"{thrown}");
        ShouldNotContain(["Signature="], _logs.Text, _telemetry.Text, $"{thrown}");
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _logs.Dispose();
    }

    private static void ShouldHoldNoSecret(params string[] told) =>
        ShouldNotContain([Key, Prompt, DataUri[30..70], "SIGNATURE"], told);

    // Not by an assertion on the text itself, which would print it all.
    private static void ShouldNotContain(string[] secrets, params string[] told) =>
        secrets
            .Where(secret =>
                told.Any(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase))
            )
            .Should()
            .BeEmpty();

    private async Task<CloudswayException> FailsAsync<TClient, T>(
        RawServer server,
        Func<TClient, Task<T>> act
    )
        where TClient : notnull
    {
        await using var services = Services(new Uri(server.Url, "v1/ai"), "endpoint");
        var fail = () => act(services.GetRequiredService<TClient>());
        var thrown = (await fail.Should().ThrowAsync<CloudswayException>()).Which;
        ShouldHoldNoSecret(_logs.Text, _telemetry.Text, $"{thrown}");
        return thrown;
    }

    private ServiceProvider Services(Uri baseUrl, string endpointPath)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        services.AddCloudswayVideo(options =>
        {
            options.AccessKey = Key;
            options.BaseUrl = baseUrl;
            options.EndpointPath = endpointPath;
            options.TimeProvider = _time;
        });
        return services.BuildServiceProvider();
    }
}
