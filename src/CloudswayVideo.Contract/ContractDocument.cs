using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>
/// A contract with its operations, and the paths under which they are served.
/// </summary>
public sealed class ContractDocument
{
    // Read once, because reading takes longer than starting a server. Nothing changes the result.
    private static readonly Lazy<Task<ContractDocument>> Embedded = new(() =>
        ParseAsync(ContractText.ReadEmbedded(), "The embedded contract")
    );

    // A path without parameters is meant before one that a parameter makes fit, as OpenAPI says.
    private readonly IReadOnlyList<ContractOperation> _byPath;

    private ContractDocument(JObject text, OpenApiDocument document)
    {
        Tree = new ContractTree(text);
        Version = document.Info.Version;
        BasePaths = Tree
            .ServerUrls.Select(url => PathOf((string)url!))
            .DefaultIfEmpty("")
            .Distinct()
            .ToList();
        var sources = Tree.Operations.ToDictionary(one => (one.Path.Name, one.Method.Name));
        Operations = document
            .Paths.SelectMany(path =>
                path.Value.Select(operation => new ContractOperation(
                    Tree,
                    sources[(path.Key, operation.Key)],
                    operation.Value
                ))
            )
            .ToList();
        _byPath =
        [
            .. Operations.OrderBy(operation => operation.Template.Count(letter => letter == '{')),
        ];
    }

    /// <summary>The contract as it was read.</summary>
    public JObject Document => Tree.Contract;

    internal ContractTree Tree { get; }

    /// <summary>The version of the contract (info.version).</summary>
    public string Version { get; }

    /// <summary>The paths of the contract's servers; the first is the default one.</summary>
    public IReadOnlyList<string> BasePaths { get; }

    /// <summary>The operations, in the order of the contract.</summary>
    public IReadOnlyList<ContractOperation> Operations { get; }

    /// <summary>Reads a contract.</summary>
    /// <param name="path">An OpenAPI 3.0 file, YAML or JSON; null for the contract of the library itself.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">The contract has mistakes; the message lists them.</exception>
    public static async Task<ContractDocument> LoadAsync(
        string? path,
        CancellationToken cancellationToken
    )
    {
        if (path is null)
        {
            return await Embedded.Value.ConfigureAwait(false);
        }

        var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        return await ParseAsync(text, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a contract from its text.</summary>
    /// <param name="text">An OpenAPI 3.0 document, YAML or JSON.</param>
    /// <param name="name">The file, or another name of the contract, for error messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">The contract has mistakes; the message lists them.</exception>
    public static async Task<ContractDocument> ParseAsync(
        string text,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        var json = ContractText.Parse(text, name);
        try
        {
            return new ContractDocument(
                json,
                await OpenApiDocument
                    .FromJsonAsync(json.ToString(), cancellationToken)
                    .ConfigureAwait(false)
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ContractException(
                $"{name} cannot be read as an OpenAPI 3.0 document: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Finds the operation that a request calls.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="path">The path, without the query.</param>
    /// <returns>The operation with the values of its path parameters; null if there is none.</returns>
    public ContractMatch? Match(string method, string path)
    {
        var bases = BasePaths.Where(one => path.StartsWith($"{one}/", StringComparison.Ordinal));
        foreach (var basePath in bases)
        {
            var rest = path[basePath.Length..];
            foreach (var operation in _byPath.Where(one => one.Method == method))
            {
                if (operation.Match(rest) is { } values)
                {
                    return new ContractMatch(operation, values);
                }
            }
        }

        return null;
    }

    /// <summary>Finds the operation that a request probably meant which matches none.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="path">The path, without the query.</param>
    /// <returns>The operation; null if the contract has none.</returns>
    public ContractOperation? Nearest(string method, string path)
    {
        var rest = path[BaseOf(path).Length..];
        return Operations.MaxBy(operation => operation.Similarity(method, rest));
    }

    /// <summary>The path of the server that a path begins with; empty if it begins with none.</summary>
    internal string BaseOf(string path) =>
        BasePaths.FirstOrDefault(one => path.StartsWith($"{one}/", StringComparison.Ordinal)) ?? "";

    private static string PathOf(string url) =>
        (
            Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile
                ? absolute.AbsolutePath
                : url
        ).TrimEnd('/');
}
