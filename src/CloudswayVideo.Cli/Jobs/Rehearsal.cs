using System.IO.Pipelines;
using System.Net;
using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// A request as it would be sent, with the key masked and the length of images in their place. It is made, and checked,
/// by the client itself, which then gets a sample reply of the contract: nothing leaves this machine.
/// </summary>
internal sealed partial record Rehearsal(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    [JsonIgnore]
    public string Text =>
        $"{Method} {Url}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Body}";

    /// <exception cref="ArgumentException">The request breaks a limit.</exception>
    public static async Task<Rehearsal> RunAsync(
        Family family,
        CloudswayOptions options,
        JobKind kind,
        JObject body,
        CancellationToken cancellationToken
    )
    {
        using var stage = new Stage(kind.SampleReply, keepsRequest: true);
        using var httpClient = new HttpClient(stage);
        await family
            .CreateClient(options, httpClient)
            .SubmitAsync(kind, body, upload: null, cancellationToken);
        return stage.Seen!;
    }

    /// <summary>Only checks the request: its images are not encoded.</summary>
    /// <exception cref="ArgumentException">The request breaks a limit, or the endpoint can be none.</exception>
    /// <exception cref="CommandException">The file of an image cannot be read.</exception>
    public static async Task CheckAsync(
        JobKind kind,
        string endpoint,
        JObject body,
        CancellationToken cancellationToken
    )
    {
        using var stage = new Stage(kind.SampleReply, keepsRequest: false);
        using var httpClient = new HttpClient(stage);
        var options = new CloudswayOptions
        {
            AccessKey = "none",
            EndpointPath = endpoint,
            BaseUrl = kind.Family.DefaultBaseUrl,
        };
        await kind
            .Family.CreateClient(options, httpClient)
            .SubmitAsync(kind, body, upload: null, cancellationToken);
    }

    [GeneratedRegex("(?<type>data:[^;\"]+;base64,)(?<data>[A-Za-z0-9+/]*(?<padding>=*))")]
    private static partial Regex ImageBytes();

    private sealed class Stage(JToken sampleReply, bool keepsRequest) : HttpMessageHandler
    {
        public Rehearsal? Seen { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Seen = keepsRequest ? await SeeAsync(request, cancellationToken) : null;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(sampleReply.ToString()),
            };
        }

        private static async Task<Rehearsal> SeeAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            // Asking for the length is what puts it among the headers, as sending does.
            _ = request.Content!.Headers.ContentLength;
            var headers = request
                .Headers.Concat(request.Content.Headers)
                .ToDictionary(
                    header => header.Key,
                    header =>
                        header.Key == "Authorization"
                            ? "Bearer ***"
                            : string.Join(", ", header.Value)
                );
            var body = ImageBytes()
                .Replace(
                    await BodyAsync(request.Content, cancellationToken),
                    match =>
                        $"{match.Groups["type"].Value}[{(match.Groups["data"].Length / 4 * 3) - match.Groups["padding"].Length} bytes as base64]"
                );
            return new Rehearsal(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri,
                headers,
                body
            );
        }

        // The body of a submission lets nobody buffer it, because a buffer can be sent twice; a pipe it is written to once.
        private static async Task<string> BodyAsync(
            HttpContent content,
            CancellationToken cancellationToken
        )
        {
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            await content.CopyToAsync(pipe.Writer.AsStream(), cancellationToken);
            await pipe.Writer.CompleteAsync();
            using var reader = new StreamReader(pipe.Reader.AsStream());
            return await reader.ReadToEndAsync(cancellationToken);
        }
    }
}
