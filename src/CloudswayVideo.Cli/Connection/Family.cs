using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli;

/// <summary>Submits the body of one operation; what it uploads is told.</summary>
internal delegate Task<VideoJob> Submit(
    JObject body,
    IProgress<TransferProgress>? upload,
    CancellationToken cancellationToken
);

/// <summary>The client of one endpoint, whatever its family: takes up jobs, and submits by the operation of the contract.</summary>
internal sealed record FamilyClient(
    Func<string, VideoJob> GetJob,
    IReadOnlyDictionary<string, Submit> Submissions
)
{
    public Task<VideoJob> SubmitAsync(
        JobKind kind,
        JObject body,
        IProgress<TransferProgress>? upload,
        CancellationToken cancellationToken
    ) => Submissions[MethodName(kind.Operation)](body, upload, cancellationToken);

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
                    new Dictionary<string, Submit>
                    {
                        [nameof(client.CreateTaskAsync)] = (body, upload, cancellationToken) =>
                            client.SubmitAsync(
                                body.To<HailuoVideoRequest>(upload),
                                cancellationToken
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
                    new Dictionary<string, Submit>
                    {
                        [nameof(client.CreateGenerationAsync)] = (
                            body,
                            upload,
                            cancellationToken
                        ) =>
                            client.SubmitAsync(
                                body.To<HaiperGenerateRequest>(upload),
                                cancellationToken
                            ),
                        [nameof(client.CreateUpscaleAsync)] = (body, upload, cancellationToken) =>
                            client.SubmitAsync(
                                body.To<HaiperUpscaleRequest>(upload),
                                cancellationToken
                            ),
                        [nameof(client.CreateExtensionAsync)] = (body, upload, cancellationToken) =>
                            client.SubmitAsync(
                                body.To<HaiperExtendRequest>(upload),
                                cancellationToken
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
