using System.Net;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The OpenAPI document of the control API, from which others make clients.</summary>
public sealed class ControlDescriptionTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private CloudswayMock _mock = null!;
    private ContractDocument _document = null!;

    public async Task InitializeAsync()
    {
        _mock = await CloudswayMock.StartAsync();
        _http.BaseAddress = _mock.Url;
        _document = await ContractDocument.ParseAsync(
            await _http.GetStringAsync("__mock/openapi.json"),
            "The control API"
        );
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public void Every_operation_describes_its_reply_and_its_refusal() =>
        _document
            .Operations.Should()
            .HaveCount(11)
            .And.OnlyContain(operation =>
                operation.ReplySchema(200)!.Type != NJsonSchema.JsonObjectType.None
                && operation.ReplySchema(401)!.Properties.ContainsKey("message")
            );

    [Theory]
    [InlineData("GET", "/__mock/jobs", null, HttpStatusCode.OK)]
    [InlineData("GET", "/__mock/requests", null, HttpStatusCode.OK)]
    [InlineData("GET", "/__mock/drifts", null, HttpStatusCode.OK)]
    [InlineData("POST", "/__mock/time", """{"advanceSeconds":3}""", HttpStatusCode.OK)]
    [InlineData("POST", "/__mock/time", """{"advance":3}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/__mock/jobs/none/end", null, HttpStatusCode.BadRequest)]
    public async Task A_reply_is_as_described(
        string method,
        string path,
        string? body,
        HttpStatusCode expected
    )
    {
        await _mock
            .CreateHailuoClient()
            .GenerateAsync(HailuoVideoRequest.FromText("A fox in the snow"));
        await _http.GetAsync("elsewhere");
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body),
        };

        using var reply = await _http.SendAsync(request);

        reply.StatusCode.Should().Be(expected);
        var schema = _document.Match(method, path)!.Operation.ReplySchema((int)expected);
        ContractValidation
            .Check(JToken.Parse(await reply.Content.ReadAsStringAsync()), schema!)
            .Should()
            .BeEmpty();
    }
}
