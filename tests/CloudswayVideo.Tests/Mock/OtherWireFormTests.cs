using System.Net;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock of a gateway whose keys, paths and replies are other than Cloudsway's.</summary>
public sealed class OtherWireFormTests : IAsyncLifetime, IDisposable
{
    private const string Contract = """
        openapi: 3.0.3
        info: {title: Probe, version: 1.0.0}
        servers: [{url: 'https://probe.example/v3'}]
        security: [{token: []}]
        paths:
          /jobs:
            post:
              operationId: probe_createJob
              tags: [Probe]
              x-task-step: submit
              requestBody: {content: {application/json: {schema: {type: object, properties: {prompt: {type: string}}}}}}
              responses:
                '201':
                  description: Accepted.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Reply'}
                      examples: {accepted: {value: {data: {id: 0b0f3a3c-7a5e-4c3e-9d59-0123456789ab}}}}
                '401':
                  description: No.
                  content: {application/json: {schema: {type: object}, examples: {no: {value: {code: 401}}}}}
          /jobs/{id}:
            get:
              operationId: probe_getJob
              tags: [Probe]
              x-task-step: status
              parameters: [{name: id, in: path, required: true, x-task-value: id, schema: {type: string, format: uuid}}]
              responses:
                '200':
                  description: As it stands.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Reply'}
                      examples:
                        going:
                          value:
                            data:
                              id: 0b0f3a3c-7a5e-4c3e-9d59-0123456789ab
                              done: false
                              percent: '40%'
                              at: '2026-01-02T03:04:05Z'
                        done:
                          value:
                            data:
                              id: 0b0f3a3c-7a5e-4c3e-9d59-0123456789ab
                              done: true
                              works: [{url: 'https://a.example/1.mp4'}, {url: 'https://a.example/2.mp4'}]
                '404':
                  description: No.
                  content: {application/json: {schema: {type: object}, examples: {no: {value: {code: 404}}}}}
            delete:
              operationId: probe_deleteJob
              tags: [Probe]
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses: {'204': {description: Gone.}}
          /jobs/{id}/content:
            get:
              operationId: probe_getContent
              tags: [Probe]
              x-task-step: file
              parameters: [{name: id, in: path, required: true, x-task-value: id, schema: {type: string}}]
              responses:
                '200': {description: The video., content: {video/mp4: {schema: {type: string, format: binary}}}}
                '404':
                  description: No.
                  content: {application/json: {schema: {type: object}, examples: {no: {value: {code: 404}}}}}
          /note:
            get:
              operationId: probe_getNote
              tags: [Probe]
              responses:
                '200':
                  description: A text.
                  content: {text/plain: {schema: {type: string}, example: a plain text}}
        components:
          securitySchemes: {token: {type: apiKey, in: header, name: X-Probe-Key, x-key-prefix: 'Key '}}
          schemas:
            Reply: {type: object, properties: {data: {$ref: '#/components/schemas/Data'}}}
            Data:
              type: object
              properties:
                id: {type: string, x-task-value: id}
                done: {type: boolean, x-task-value: status, x-phases: {Running: [false], Succeeded: [true]}}
                percent: {type: string, x-task-value: progress}
                at: {type: string, x-task-value: created}
                works: {type: array, items: {type: object, properties: {url: {type: string, x-task-value: url}}}}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new()
    {
        DefaultRequestHeaders = { { "X-Probe-Key", "Key secret-of-mine" } },
    };
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder["contract.yaml"], Contract);
        _mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                ContractPath = _folder["contract.yaml"],
                JobDuration = TimeSpan.FromHours(1),
            }
        );
    }

    public async Task DisposeAsync() => await _mock.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_job_runs_and_ends_in_the_form_of_the_examples()
    {
        var id = await SubmitAsync("/v3/jobs");

        Guid.TryParse(id, out _).Should().BeTrue(id);
        var running = (await AskAsync(id))["data"]!;
        ((bool)running["done"]!).Should().BeFalse();
        ((string)running["percent"]!).Should().EndWith("%");
        ((string)running["at"]!).Should().MatchRegex("^20..-..-..T..:..:..Z$");

        _mock.AdvanceTime(TimeSpan.FromHours(2));
        var ended = (await AskAsync(id))["data"]!;
        ((bool)ended["done"]!).Should().BeTrue();
        ended["works"]!
            .Select(work => (string)work["url"]!)
            .Should()
            .OnlyContain(url => url.StartsWith(_mock.Url.AbsoluteUri))
            .And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task An_operation_that_answers_with_the_video_does_so_once_the_job_has_ended()
    {
        var id = await SubmitAsync("/v3/jobs");
        var content = new Uri(_mock.Url, $"/v3/jobs/{id}/content");
        using var early = await _http.GetAsync(content);
        _mock.AdvanceTime(TimeSpan.FromHours(2));

        using var whole = await _http.GetAsync(content);
        using var stranger = new HttpClient();
        using var refused = await stranger.GetAsync(content);
        _mock.Inject("probe_getContent", MockFault.Gzip);
        using var zipped = await _http.GetAsync(content);

        early.StatusCode.Should().Be(HttpStatusCode.NotFound);
        whole.Content.Headers.ContentType!.MediaType.Should().Be("video/mp4");
        var video = await whole.Content.ReadAsByteArrayAsync();
        video.Should().HaveCount(22_222);
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        zipped.Content.Headers.ContentEncoding.Should().Equal("gzip");
    }

    [Fact]
    public async Task The_key_is_asked_for_where_the_contract_has_it_and_is_not_kept()
    {
        await SubmitAsync("/v3/jobs");
        using var stranger = new HttpClient
        {
            DefaultRequestHeaders = { { "Authorization", "Bearer any" } },
        };

        using var refused = await stranger.PostAsync(
            new Uri(_mock.Url, "/v3/jobs"),
            new StringContent("{}", null, "application/json")
        );

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        _mock
            .Requests.SelectMany(request => request.Headers.Values)
            .Should()
            .NotContain(value => value.Contains("secret-of-mine"));
    }

    [Fact]
    public async Task A_path_without_an_endpoint_may_begin_with_a_scenario()
    {
        var id = await SubmitAsync("/stuck/v3/jobs");
        _mock.AdvanceTime(TimeSpan.FromHours(9));

        ((bool)(await AskAsync(id))["data"]!["done"]!).Should().BeFalse();
    }

    [Fact]
    public async Task A_mapping_below_the_name_of_a_scenario_sees_the_path_as_it_was_sent()
    {
        _mock
            .Server.Given(Request.Create().WithPath("/stuck/mine"))
            .RespondWith(Response.Create().WithBody("mine"));

        (await _http.GetStringAsync(new Uri(_mock.Url, "/stuck/mine"))).Should().Be("mine");
    }

    [Fact]
    public async Task Replies_without_a_body_and_texts_are_sent_as_they_are()
    {
        using var deleted = await _http.DeleteAsync(new Uri(_mock.Url, "/v3/jobs/any"));
        using var note = await _http.GetAsync(new Uri(_mock.Url, "/v3/note"));

        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await deleted.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        (await note.Content.ReadAsStringAsync()).Should().Be("a plain text");
        note.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
    }

    private async Task<string> SubmitAsync(string path)
    {
        using var reply = await _http.PostAsync(
            new Uri(_mock.Url, path),
            new StringContent("""{"prompt":"A fox"}""", null, "application/json")
        );
        reply.StatusCode.Should().Be(HttpStatusCode.Created);
        return (string)JToken.Parse(await reply.Content.ReadAsStringAsync())["data"]!["id"]!;
    }

    private async Task<JToken> AskAsync(string id) =>
        Newtonsoft.Json.JsonConvert.DeserializeObject<JToken>(
            await _http.GetStringAsync(new Uri(_mock.Url, $"/v3/jobs/{id}")),
            new Newtonsoft.Json.JsonSerializerSettings
            {
                DateParseHandling = Newtonsoft.Json.DateParseHandling.None,
            }
        )!;
}
