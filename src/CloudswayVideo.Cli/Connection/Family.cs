using System.Reflection;

namespace CloudswayVideo.Cli;

/// <summary>A family of jobs: one of the clients that were generated from the contract.</summary>
internal sealed class Family
{
    private readonly Type _clientType;

    private Family(Type client)
    {
        _clientType = client;
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

    /// <summary>Whether the paths of the family have a segment that Cloudsway issues for a model.</summary>
    public bool HasEndpointPath => (bool)Static(nameof(HasEndpointPath));

    /// <summary>The methods that submit, by the id of their operation in the contract.</summary>
    public IReadOnlyDictionary<string, MethodInfo> Submissions { get; }

    /// <summary>The environment variable with the endpoint path.</summary>
    public string EndpointVariable => $"CLOUDSWAY_{Name.ToUpperInvariant()}_ENDPOINT";

    /// <summary>The name in the contract's spelling.</summary>
    public string Title { get; }

    public CloudswayClient CreateClient(CloudswayOptions options, HttpClient? httpClient = null) =>
        (CloudswayClient)
            Activator.CreateInstance(
                _clientType,
                BindingFlags.DoNotWrapExceptions | BindingFlags.CreateInstance,
                null,
                [options, httpClient, null],
                null
            )!;

    /// <exception cref="CommandException">There is no family with that name.</exception>
    public static Family Named(string name) =>
        All.FirstOrDefault(family => family.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandException(
            $"There is no family \"{name}\"; there are {string.Join(" and ", All.Select(family => family.Name))}."
        );

    private object Static(string name) => _clientType.GetProperty(name)!.GetValue(null)!;
}
