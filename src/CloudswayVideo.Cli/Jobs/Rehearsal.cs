using System.Net;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// A request as it would be sent, with the key masked and the length of images in their place. It is made, and checked,
/// by the client itself, which then gets a sample reply of the contract: nothing leaves this machine.
/// </summary>
internal sealed record Rehearsal(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    [JsonIgnore]
    public string Text =>
        $"{Method} {Url}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Body}";

    /// <summary>Shows the whole request, its images encoded.</summary>
    /// <exception cref="CommandException">The request breaks a limit.</exception>
    public static async Task<Rehearsal> RunAsync(
        PreparedJob job,
        CloudswayOptions options,
        CancellationToken cancellationToken
    )
    {
        using var stage = new Stage(job.Kind.SampleReply, keepsRequest: true, options.AccessKey);
        await RunAsync(job, options, stage, field => field.Option, cancellationToken);
        return stage.Seen!;
    }

    /// <summary>Only checks the request: its images are not encoded.</summary>
    /// <param name="job">The request.</param>
    /// <param name="options">Where it would be sent.</param>
    /// <param name="name">What the user calls a field.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The URL that the request is for.</returns>
    /// <exception cref="CommandException">The request breaks a limit, or the endpoint can be none.</exception>
    public static async Task<string> CheckAsync(
        PreparedJob job,
        CloudswayOptions options,
        Func<JobField, string> name,
        CancellationToken cancellationToken
    )
    {
        using var stage = new Stage(job.Kind.SampleReply, keepsRequest: false, options.AccessKey);
        await RunAsync(job, options, stage, name, cancellationToken);
        return stage.Url;
    }

    private static async Task RunAsync(
        PreparedJob job,
        CloudswayOptions options,
        Stage stage,
        Func<JobField, string> name,
        CancellationToken cancellationToken
    )
    {
        using var httpClient = new HttpClient(stage, disposeHandler: false);
        try
        {
            await job
                .Kind.Family.CreateClient(options, httpClient)
                .SubmitAsync(job, cancellationToken);
        }
        catch (ArgumentException refusal)
        {
            throw new CommandException(
                job.Kind.InUsersWords(FailureReport.Message(refusal), name),
                refusal
            );
        }
    }

    private sealed class Stage(JToken sampleReply, bool keepsRequest, string? key)
        : HttpMessageHandler
    {
        public Rehearsal? Seen { get; private set; }

        public string Url { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Url = request.RequestUri!.AbsoluteUri;
            Seen = keepsRequest ? await SeeAsync(request, cancellationToken) : null;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(sampleReply.ToString()),
            };
        }

        // The contract names the header of the key.
        private string Shown(string value) =>
            key is { Length: > 0 } && value.EndsWith(key, StringComparison.Ordinal)
                ? $"{value[..^key.Length]}***"
                : value;

        private async Task<Rehearsal> SeeAsync(
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
                    header => Shown(string.Join(", ", header.Value))
                );
            // The body of a submission lets nobody buffer it, because a buffer can be sent twice.
            await using var body = new AbbreviatedBody();
            await request.Content.CopyToAsync(body, cancellationToken);
            return new Rehearsal(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri,
                headers,
                body.Text
            );
        }
    }
}
