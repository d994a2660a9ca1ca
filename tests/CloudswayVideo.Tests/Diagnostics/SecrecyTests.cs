using System.Globalization;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Tests.Diagnostics;

/// <summary>
/// No log message of the client, the client factory or HttpClient, at the most detailed level, and no exception
/// contains a secret.
/// </summary>
public sealed partial class SecrecyTests : IDisposable
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
    /// A reply that repeats the whole request and contains a signed URL.
    /// </summary>
    private static string Echo { get; } =
        $"No good: {Key} {Prompt} {DataUri} https://storage.example/v.mp4?Signature=SIGNATURE";

    [Fact]
    public async Task A_run_from_prompt_to_file_reveals_no_secret()
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
    public async Task A_refusal_that_repeats_the_request_is_reported_without_it(int statusCode)
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
    public async Task A_refused_question_that_repeats_the_request_is_reported_without_it(
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
    public async Task A_reply_that_is_not_HTTP_is_reported_without_it(string answer)
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
    public async Task A_broken_connection_is_reported_without_the_request()
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

    public void Dispose()
    {
        _telemetry.Dispose();
        _logs.Dispose();
    }

    private static void ShouldHoldNoSecret(params string[] told) =>
        ShouldNotContain([Key, Prompt, DataUri[30..70], "SIGNATURE"], told);

    // Not with an assertion on the text itself, which would print the secret.
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
