using System.Net;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The mock of a gateway whose videos are asked for by an id of their own, beside another server.</summary>
public sealed class FileIdTests : IAsyncLifetime, IDisposable
{
    private const string Contract = """
        openapi: 3.0.3
        info: {title: Probe, version: 1.0.0}
        servers: [{url: 'https://other.example/v1'}]
        paths:
          /{model}/video/generate:
            post:
              operationId: other_create
              tags: [Other]
              parameters: [{name: model, in: path, required: true, schema: {type: string}}]
              responses: {'204': {description: Done.}}
          /v2/video/generate:
            servers: [{url: 'https://probe.example'}]
            post:
              operationId: probe_create
              tags: [Probe]
              x-task-step: submit
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses:
                '201':
                  description: Accepted.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Job'}
                      examples: {accepted: {value: {id: job_1, status: queued, expires_at: null, videos: []}}}
          /v2/video/{id}:
            servers: [{url: 'https://probe.example'}]
            get:
              operationId: probe_get
              tags: [Probe]
              x-task-step: status
              parameters: [{name: id, in: path, required: true, x-task-value: id, schema: {type: string}}]
              responses:
                '200':
                  description: As it stands.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Job'}
                      examples:
                        queued: {value: {id: job_1, status: queued, expires_at: null, videos: []}}
                        done: {value: {id: job_1, status: done, expires_at: 1748449500, videos: [{id: gen_1}]}}
          /v2/files/{file}:
            servers: [{url: 'https://probe.example'}]
            get:
              operationId: probe_getFile
              tags: [Probe]
              x-task-step: file
              parameters: [{name: file, in: path, required: true, x-task-value: file, schema: {type: string}}]
              responses:
                '200': {description: The video., content: {video/mp4: {schema: {type: string, format: binary}}}}
        components:
          schemas:
            Job:
              type: object
              properties:
                id: {type: string, x-task-value: id}
                status: {type: string, x-task-value: status, x-phases: {Pending: [queued], Succeeded: [done]}}
                expires_at: {type: integer, nullable: true, x-task-value: expires}
                videos: {type: array, maxItems: 1, items: {$ref: '#/components/schemas/Video'}}
            Video: {type: object, properties: {id: {type: string, x-task-value: file}}}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
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

    [Theory]
    [InlineData("/v2/video/generate")]
    [InlineData("/stuck/v2/video/generate")]
    [InlineData("/v1/v2/video/generate")]
    public async Task A_path_without_parameters_is_preferred_to_one_that_a_parameter_fits(
        string path
    )
    {
        var job = await SubmitAsync(path);

        ((string)job["status"]!).Should().Be("queued");
    }

    [Fact]
    public async Task A_value_that_an_example_leaves_empty_stays_empty()
    {
        var job = await SubmitAsync("/v2/video/generate");
        var running = await AskAsync(job);
        _mock.AdvanceTime(TimeSpan.FromHours(2));
        var ended = await AskAsync(job);

        job["expires_at"]!.Type.Should().Be(JTokenType.Null);
        running["expires_at"]!.Type.Should().Be(JTokenType.Null);
        ended["expires_at"]!.Type.Should().Be(JTokenType.Integer);
    }

    [Fact]
    public async Task A_video_is_found_by_its_own_id_alone()
    {
        var job = await SubmitAsync("/v2/video/generate");
        await SubmitAsync("/v2/video/generate");
        _mock.AdvanceTime(TimeSpan.FromHours(2));
        var file = (string)(await AskAsync(job))["videos"]![0]!["id"]!;

        using var video = await _http.GetAsync(new Uri(_mock.Url, $"/v2/files/{file}"));
        using var unknown = await _http.GetAsync(new Uri(_mock.Url, "/v2/files/gen_unknown"));

        (await video.Content.ReadAsByteArrayAsync()).Should().HaveCount(22_222);
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<JToken> SubmitAsync(string path)
    {
        using var reply = await _http.PostAsync(
            new Uri(_mock.Url, path),
            new StringContent("{}", null, "application/json")
        );
        var text = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.Should().Be(HttpStatusCode.Created, text);
        return JToken.Parse(text);
    }

    private async Task<JToken> AskAsync(JToken job) =>
        JToken.Parse(await _http.GetStringAsync(new Uri(_mock.Url, $"/v2/video/{job["id"]}")));
}
