using System.Reflection;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli;

/// <summary>
/// The client of one endpoint, whatever its family: takes up jobs, and submits by the operation of the contract.
/// </summary>
internal sealed class FamilyClient(CloudswayClient client)
{
    public CloudswayClient Client => client;

    public VideoJob GetJob(string id) => client.GetJob(id);

    public Task<VideoJob> SubmitAsync(PreparedJob job, CancellationToken cancellationToken) =>
        (Task<VideoJob>)
            job.Kind.Submission.Invoke(
                client,
                BindingFlags.DoNotWrapExceptions,
                null,
                ParameterFields.Arguments(job.Kind.Submission, job, cancellationToken),
                null
            )!;
}

/// <summary>A family, as the tool names it: one of the clients that were generated from the contract.</summary>
internal sealed class Family
{
    private readonly Type _client;

    private Family(Type client)
    {
        _client = client;
        Title = client.Name[..^"Client".Length];
        Submissions = client
            .GetMethods()
            .Select(method =>
                (method.GetCustomAttribute<ContractOperationAttribute>()?.Id, Method: method)
            )
            .Where(submission => submission.Id is not null)
            .ToDictionary(submission => submission.Id!, submission => submission.Method);
    }

    public static IReadOnlyList<Family> All { get; } =
    [
        .. typeof(CloudswayClient)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(CloudswayClient)))
            .Select(type => new Family(type))
            .Where(family => family.Submissions.Count > 0),
    ];

    public string Name => Title.ToLowerInvariant();

    public string Summary => $"Submits a paid job of {Title}.";

    public Uri DefaultBaseUrl => (Uri)Static(nameof(DefaultBaseUrl));

    /// <summary>Whether a request names the endpoint path of the model.</summary>
    public bool HasEndpointPath => (bool)Static(nameof(HasEndpointPath));

    /// <summary>The methods that submit, by the operation of the contract.</summary>
    public IReadOnlyDictionary<string, MethodInfo> Submissions { get; }

    /// <summary>The environment variable that names the endpoint path.</summary>
    public string EndpointVariable => $"CLOUDSWAY_{Name.ToUpperInvariant()}_ENDPOINT";

    /// <summary>The family as the contract spells it.</summary>
    public string Title { get; }

    public FamilyClient CreateClient(CloudswayOptions options, HttpClient? httpClient) =>
        new(
            (CloudswayClient)
                Activator.CreateInstance(
                    _client,
                    BindingFlags.DoNotWrapExceptions | BindingFlags.CreateInstance,
                    null,
                    [options, httpClient, null],
                    null
                )!
        );

    /// <exception cref="CommandException">There is no family of that name.</exception>
    public static Family Named(string name) =>
        All.FirstOrDefault(family => family.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandException(
            $"There is no family \"{name}\"; there are {string.Join(" and ", All.Select(family => family.Name))}."
        );

    private object Static(string name) => _client.GetProperty(name)!.GetValue(null)!;
}
