using System.Net;
using System.Net.Http.Json;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock as somebody knows it who knows WireMock: mappings, priorities, journal, files.</summary>
public sealed partial class WireMockTests : IAsyncLifetime, IDisposable
{
    private const string AccessKey = "RWsecret0Gd";

    private readonly HttpClient _http = new();
    private readonly TemporaryFolder _folder = new();
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { AdminInterface = true, AccessKey = AccessKey }
        );
        _http.BaseAddress = _mock.Url;
        _http.DefaultRequestHeaders.Authorization = new("Bearer", AccessKey);
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_operation_is_a_mapping_with_its_id_its_method_and_its_path()
    {
        var mappings = JArray.Parse(await _http.GetStringAsync("__admin/mappings"));

        mappings
            .Select(mapping => (string)mapping["Title"]!)
            .Should()
            .BeEquivalentTo(
                ContractCases
                    .Document.Operations.Select(operation => operation.Id)
                    .Append("no operation of the contract")
            );
        var status = mappings.Single(mapping => (string?)mapping["Title"] == "hailuo_getTask");
        status["Request"]!["Methods"]!.Values<string>().Should().Equal("GET");
        ((string)status["Request"]!["Path"]!["Matchers"]![0]!["Pattern"]!)
            .Should()
            .StartWith("^(/v1/ai|/v2/ai")
            .And.EndWith(")/[^/]+/hailuo/video/task/[^/]+$");
        ((string)status["Description"]!)
            .Should()
            .Contain("Prefer: example=NAME")
            .And.Contain("fail");
    }

    [Theory]
    [InlineData(0, 418)]
    [InlineData(999, 418)]
    [InlineData(1001, 200)]
    public async Task A_mapping_of_ones_own_goes_before_an_operation_by_its_priority(
        int priority,
        int expected
    )
    {
        _mock
            .Server.Given(Request.Create().WithPath("/v1/*/video/generate").UsingPost())
            .AtPriority(priority)
            .RespondWith(Response.Create().WithStatusCode(418));

        ((int)(await SubmitAsync()).StatusCode).Should().Be(expected);
    }

    [Fact]
    public async Task A_mapping_of_ones_own_sees_the_key_and_the_body_and_the_journal_does_not_keep_the_key()
    {
        _mock
            .Server.Given(
                Request
                    .Create()
                    .WithPath("/mine")
                    .WithHeader("Authorization", $"Bearer {AccessKey}")
                    .WithHeader("X-Api-Key", AccessKey)
                    .WithBody("any text")
            )
            .RespondWith(Response.Create().WithStatusCode(418));
        using var request = new HttpRequestMessage(HttpMethod.Post, "mine")
        {
            Content = new StringContent("any text"),
            Headers = { { "X-Api-Key", AccessKey }, { "Cookie", $"session={AccessKey}" } },
        };

        ((int)(await _http.SendAsync(request)).StatusCode).Should().Be(418);

        var kept = await _http.GetStringAsync("__admin/requests");
        kept.Should().Contain("any text").And.NotContain(AccessKey);
        _mock.Requests.Single().Headers["Authorization"].Should().Be("Bearer");
    }

    [Fact]
    public async Task Removing_all_mappings_leaves_those_of_the_contract()
    {
        _mock
            .Server.Given(Request.Create().WithPath("/v1/*/video/generate").UsingPost())
            .RespondWith(Response.Create().WithStatusCode(418));
        ((int)(await SubmitAsync()).StatusCode).Should().Be(418);

        (await _http.DeleteAsync("__admin/mappings")).EnsureSuccessStatusCode();

        ((int)(await SubmitAsync()).StatusCode).Should().Be(200);
    }

    [Fact]
    public async Task Mapping_files_go_before_the_contract_and_are_read_again_when_they_change()
    {
        await WriteMappingAsync("mine.json", 418);
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { MappingsFolder = _folder[""] }
        );
        (await StatusAsync(mock)).Should().Be(418);

        await WriteMappingAsync("mine.json", 419);
        await UntilAsync(async () => await StatusAsync(mock) == 419);
        mock.Reset();
        (await StatusAsync(mock)).Should().Be(419, "the files are still there");
        File.Delete(_folder["mine.json"]);
        await UntilAsync(async () => await StatusAsync(mock) == 401);
    }

    [Fact]
    public async Task A_mapping_file_that_is_none_is_told_at_the_start_and_later_leaves_what_there_was()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await WriteMappingAsync("mine.json", 418);
        var options = new CloudswayMockOptions
        {
            MappingsFolder = _folder[""],
            Log = lines.Enqueue,
        };
        await using var mock = await CloudswayMock.StartAsync(options);

        await File.WriteAllTextAsync(_folder["mine.json"], "{");
        await UntilAsync(() => Task.FromResult(!lines.IsEmpty));

        lines.First().Should().Contain("mine.json is no mapping file of WireMock.Net: ");
        (await StatusAsync(mock)).Should().Be(418);
        var start = () => CloudswayMock.StartAsync(options);
        await start
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*mine.json is no mapping file of WireMock.Net: *");
    }

    [Fact]
    public async Task A_folder_of_mappings_that_is_deleted_is_told_and_the_mock_goes_on()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Directory.CreateDirectory(_folder["mappings"]);
        await WriteMappingAsync("mappings/mine.json", 418);
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { MappingsFolder = _folder["mappings"], Log = lines.Enqueue }
        );

        Directory.Delete(_folder["mappings"], recursive: true);
        mock.Reset();

        lines.First().Should().Contain("mappings was removed, and its mappings stay.");
        await UntilAsync(() => Task.FromResult(lines.Count > 1));
        (await StatusAsync(mock)).Should().Be(401);
    }

    [Theory]
    [InlineData(
        """{"request":{"method":"GET","urlPath":"/x"},"response":{"status":200}}""",
        "request.method: is unknown to WireMock.Net"
    )]
    [InlineData("""{"mappings":[]}""", "mappings: is unknown to WireMock.Net")]
    [InlineData("""{"Request":{"Path":"/x"}}""", "Response: is required and missing")]
    [InlineData("""[1]""", "found Integer, a mapping is an object")]
    [InlineData("""{"Guid":"x","Request":{},"Response":{}}""", "Guid: ")]
    [InlineData("", "it is no JSON")]
    public async Task A_mapping_with_a_mistake_is_refused(string mapping, string problem)
    {
        await File.WriteAllTextAsync(_folder["mine.json"], mapping);
        var start = () =>
            CloudswayMock.StartAsync(new CloudswayMockOptions { MappingsFolder = _folder[""] });
        await start
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage($"*mine.json is no mapping file of WireMock.Net: {problem}*");

        using var body = new StringContent(mapping);
        using var reply = await _http.PostAsync("__admin/mappings", body);

        reply.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await reply.Content.ReadAsStringAsync())
            .Should()
            .Contain("\"Status\"")
            .And.Contain(problem);
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isTrue())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task WriteMappingAsync(string file, int statusCode) =>
        File.WriteAllTextAsync(
            _folder[file],
            $$$"""
            {"Request":{"Path":"/v1/*/video/generate","Methods":["POST"]},
            "Response":{"StatusCode":{{{statusCode}}}}}
            """
        );

    private static async Task<int> StatusAsync(CloudswayMock mock)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(
            mock.BaseUrl + "/success/video/generate",
            new { prompt = "x" }
        );
        return (int)response.StatusCode;
    }

    private Task<HttpResponseMessage> SubmitAsync(string prompt = "x", string image = "A") =>
        _http.PostAsJsonAsync(
            "v1/ai/success/hailuo/video/generate",
            new { prompt, firstFrameImage = $"data:image/png;base64,{image}" }
        );

    private async Task<string> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
