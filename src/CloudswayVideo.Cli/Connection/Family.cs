using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli;

/// <summary>One operation of a client: the type of its request, and how it is submitted.</summary>
internal sealed record Submission(
    Type RequestType,
    Func<object, CancellationToken, Task<VideoJob>> SubmitAsync
)
{
    public static Submission Of<T>(Func<T, CancellationToken, Task<VideoJob>> submit) =>
        new(typeof(T), (request, cancellationToken) => submit((T)request, cancellationToken));
}

/// <summary>
/// The client of one endpoint, whatever its family: takes up jobs, and submits by the operation of the contract.
/// </summary>
internal sealed record FamilyClient(
    Func<string, VideoJob> GetJob,
    IReadOnlyDictionary<string, Submission> Submissions
)
{
    /// <exception cref="CommandException">The file of an image cannot be read.</exception>
    /// <exception cref="ArgumentException">An image is none.</exception>
    public PreparedJob Prepare(JobKind kind, JObject body) =>
        new(kind, body, Submissions[MethodName(kind.Operation)].RequestType);

    public Task<VideoJob> SubmitAsync(PreparedJob job, CancellationToken cancellationToken) =>
        Submissions[MethodName(job.Kind.Operation)].SubmitAsync(job.Request, cancellationToken);

    // As the generator names them: "haiper_createUpscale" is CreateUpscaleAsync.
    private static string MethodName(string operation)
    {
        var name = operation[(operation.IndexOf('_', StringComparison.Ordinal) + 1)..];
        return $"{char.ToUpperInvariant(name[0])}{name[1..]}Async";
    }
}

/// <summary>Hailuo or Haiper, as the tool names them.</summary>
internal sealed record Family(
    string Name,
    string Summary,
    Uri DefaultBaseUrl,
    Func<CloudswayOptions, HttpClient?, FamilyClient> CreateClient
)
{
    public static IReadOnlyList<Family> All { get; } =
    [
        new(
            "hailuo",
            "Submits a paid job of Hailuo (MiniMax).",
            HailuoClient.DefaultBaseUrl,
            (options, httpClient) =>
            {
                var client = new HailuoClient(options, httpClient);
                return new FamilyClient(
                    client.GetJob,
                    new Dictionary<string, Submission>
                    {
                        [nameof(client.CreateTaskAsync)] = Submission.Of<HailuoVideoRequest>(
                            client.SubmitAsync
                        ),
                    }
                );
            }
        ),
        new(
            "haiper",
            "Submits a paid job of Haiper.",
            HaiperClient.DefaultBaseUrl,
            (options, httpClient) =>
            {
                var client = new HaiperClient(options, httpClient);
                return new FamilyClient(
                    client.GetJob,
                    new Dictionary<string, Submission>
                    {
                        [nameof(client.CreateGenerationAsync)] =
                            Submission.Of<HaiperGenerateRequest>(client.SubmitAsync),
                        [nameof(client.CreateUpscaleAsync)] = Submission.Of<HaiperUpscaleRequest>(
                            client.SubmitAsync
                        ),
                        [nameof(client.CreateExtensionAsync)] = Submission.Of<HaiperExtendRequest>(
                            client.SubmitAsync
                        ),
                    }
                );
            }
        ),
    ];

    /// <summary>The environment variable that names the endpoint path.</summary>
    public string EndpointVariable => $"CLOUDSWAY_{Name.ToUpperInvariant()}_ENDPOINT";

    /// <exception cref="CommandException">There is no family of that name.</exception>
    public static Family Named(string name) =>
        All.FirstOrDefault(family => family.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandException(
            $"There is no family \"{name}\"; there are {string.Join(" and ", All.Select(family => family.Name))}."
        );
}
