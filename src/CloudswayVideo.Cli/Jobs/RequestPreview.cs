using System.IO.Pipelines;
using System.Net;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The request that --dry-run prints, with the key masked and images replaced by their length. The client makes it for
/// a handler that keeps it and answers with a sample reply of the contract, so that nothing leaves this machine.
/// </summary>
internal sealed record RequestPreview(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    [JsonIgnore]
    public IEnumerable<string> Lines =>
        [$"{Method} {Url}", .. Headers.Select(header => $"{header.Key}: {header.Value}"), "", Body];

    public static async Task<RequestPreview> CreateAsync(
        PreparedJob job,
        CloudswayOptions options,
        CancellationToken cancellationToken
    )
    {
        using var handler = new CapturingHandler(job.Kind.SampleReply, options.AccessKey);
        using var httpClient = new HttpClient(handler, disposeHandler: false);
        var client = job.Kind.Family.CreateClient(options, httpClient);
        await job.SubmitAsync(client, cancellationToken);
        return handler.Captured!;
    }

    private sealed class CapturingHandler(JToken sampleReply, string? key) : HttpMessageHandler
    {
        public RequestPreview? Captured { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            // Asking for the length is what puts it among the headers, as sending does.
            _ = request.Content!.Headers.ContentLength;
            var pipe = new Pipe();
            var body = AbbreviatedBody.ReadAsync(pipe.Reader.AsStream());
            // Not into a buffer: the body of a submission refuses that, because a buffer can be sent twice.
            await request.Content.CopyToAsync(pipe.Writer.AsStream(), cancellationToken);
            await pipe.Writer.CompleteAsync();
            Captured = new RequestPreview(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri,
                request
                    .Headers.Concat(request.Content.Headers)
                    .ToDictionary(
                        header => header.Key,
                        header => Masked(string.Join(", ", header.Value))
                    ),
                await body
            );
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(sampleReply.ToString()),
            };
        }

        // The contract names the header of the key, so that any header may hold it.
        private string Masked(string value) =>
            key is { Length: > 0 } && value.EndsWith(key, StringComparison.Ordinal)
                ? $"{value[..^key.Length]}***"
                : value;
    }
}
