using System.Net;
using CloudswayVideo.Tests.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

public sealed partial class ScenarioTests
{
    [Theory]
    [MemberData(nameof(OperationsAndScenarios))]
    public async Task Every_reply_of_every_stage_is_valid_unless_it_is_meant_to_break_the_contract(
        string operationId,
        string scenario
    )
    {
        using var walk = new RawWalk(_mock, scenario);
        var submission = ContractCases.Operation(operationId);

        await walk.WalkAsync(submission);

        (walk.Replies > 0)
            .Should()
            .Be(scenario != "proxy-503", "that answers no submission in JSON");
        walk.Problems.Where(problem =>
                scenario != "unknown-status"
                || !problem.Contains("\"Warming\"", StringComparison.Ordinal)
            )
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task A_scenario_keeps_the_promise_of_its_status_code()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            _mock.BaseUrl + "/rate-limited/video/generate"
        )
        {
            Content = new StringContent("""{"prompt":"x"}""", null, "application/json"),
        };
        request.Headers.Add("Authorization", "Bearer any");

        var response = await http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("proxy-503", 503, "upstream connect error or disconnect/reset before headers*")]
    [InlineData("accepted-503", 503, """{"taskId":"*"*}""")]
    [InlineData("reset-after-body", 200, """{"taskId":"*"*} and a reset""")]
    [InlineData("endless-body", 200, """{"taskId":"*"*} and no end""")]
    [InlineData("gzip", 200, """{"taskId":"*"*}""")]
    public async Task A_submission_is_accepted_whatever_its_answer_looks_like(
        string scenario,
        int statusCode,
        string answer
    )
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{_mock.BaseUrl}/{scenario}/hailuo/video/generate"
        )
        {
            Content = new StringContent("""{"prompt":"x"}""", null, "application/json"),
        };
        request.Headers.Add("Authorization", "Bearer any");

        using var response = await http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead
        );

        ((int)response.StatusCode).Should().Be(statusCode);
        (await ReadToItsEndAsync(response)).Should().Match(answer);
        using var tasks = await http.GetAsync(new Uri(_mock.Url, "__mock/jobs"));
        JArray.Parse(await tasks.Content.ReadAsStringAsync()).Should().ContainSingle();
    }

    private async Task<string> SubmitRawAsync(HttpClient http, string scenario)
    {
        http.DefaultRequestHeaders.Add("Authorization", "Bearer any");
        using var response = await http.PostAsync(
            new Uri($"{_mock.BaseUrl}/{scenario}/hailuo/video/generate"),
            new StringContent("""{"prompt":"x"}""", null, "application/json")
        );
        return (string)JObject.Parse(await response.Content.ReadAsStringAsync())["taskId"]!;
    }

    private async Task<string> FileIdAsync(HttpClient http, string job)
    {
        var status = JObject.Parse(
            await http.GetStringAsync($"{_mock.BaseUrl}/gzip/hailuo/video/task/{job}")
        );
        return (string)(status["fileId"] ?? status["file_id"])!;
    }

    private static async Task<string> ReadToItsEndAsync(HttpResponseMessage response)
    {
        var read = new System.Text.StringBuilder();
        var buffer = new byte[4096];
        var body = await response.Content.ReadAsStreamAsync();
        using var patience = new CancellationTokenSource();
        try
        {
            while (await body.ReadAsync(buffer, patience.Token) is var length and > 0)
            {
                read.Append(System.Text.Encoding.UTF8.GetString(buffer, 0, length));
                // What comes after a whole reply that has an end comes with it; for what has none, there is nothing
                // to wait for.
                patience.CancelAfter(TimeSpan.FromSeconds(3));
            }
        }
        catch (OperationCanceledException)
        {
            read.Append(" and no end");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            read.Append(" and a reset");
        }

        return read.ToString();
    }
}
