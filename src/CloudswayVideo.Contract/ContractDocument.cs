using Newtonsoft.Json.Linq;
using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>
/// The contract as the mock reads it: which operations there are, and under which paths they are served.
/// </summary>
public sealed class ContractDocument
{
    // The first server of the contract is the default one.
    private static readonly string[] ServerLists =
    [
        "$.servers",
        "$.paths.*.servers",
        "$.paths.*.*.servers",
    ];

    // Reading takes longer than starting a server, and nothing that was read is ever changed.
    private static readonly Lazy<Task<ContractDocument>> Embedded = new(() =>
        ReadAsync(null, CancellationToken.None)
    );

    private ContractDocument(JObject text, OpenApiDocument document)
    {
        Document = text;
        Version = document.Info.Version;
        BasePaths = ServerLists
            .SelectMany(servers => text.SelectTokens($"{servers}[*].url"))
            .Select(url => PathOf((string)url!))
            .DefaultIfEmpty("")
            .Distinct()
            .ToList();
        Operations = document
            .Paths.SelectMany(path =>
                path.Value.Select(operation => new ContractOperation(
                    path.Key,
                    operation.Key,
                    operation.Value,
                    ContractKey.Of(text, text["paths"]?[path.Key]?[operation.Key] ?? new JObject())
                ))
            )
            .ToList();
    }

    /// <summary>The contract as it was read.</summary>
    public JObject Document { get; }

    /// <summary>The version that the contract gives itself.</summary>
    public string Version { get; }

    /// <summary>The paths of the contract's servers; the first is the default one.</summary>
    public IReadOnlyList<string> BasePaths { get; }

    /// <summary>The operations, in the contract's order.</summary>
    public IReadOnlyList<ContractOperation> Operations { get; }

    /// <summary>Reads a contract.</summary>
    /// <param name="path">An OpenAPI 3.0 file, YAML or JSON; the contract this was built with if null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">The file is no such document; the message says why.</exception>
    public static Task<ContractDocument> LoadAsync(
        string? path,
        CancellationToken cancellationToken
    ) => path is null ? Embedded.Value : ReadAsync(path, cancellationToken);

    /// <summary>Reads a contract from its text.</summary>
    /// <param name="text">An OpenAPI 3.0 document, YAML or JSON.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">The text is no such document; the message says why.</exception>
    public static Task<ContractDocument> ParseAsync(
        string text,
        string name,
        CancellationToken cancellationToken = default
    ) => ParseAsync(text, name, null, cancellationToken);

    /// <summary>The operation that a request is for.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="path">The path, without the query.</param>
    /// <returns>The operation, with the values of the parameters in its path; null if there is none.</returns>
    public ContractMatch? Match(string method, string path)
    {
        foreach (
            var basePath in BasePaths.Where(basePath =>
                path.StartsWith(basePath + "/", StringComparison.Ordinal)
            )
        )
        {
            var segments = path[basePath.Length..].Split('/');
            foreach (var operation in Operations)
            {
                if (operation.Method == method && operation.Match(segments) is { } values)
                {
                    return new ContractMatch(operation, values);
                }
            }
        }

        return null;
    }

    /// <summary>The operation whose route is most like one that matches none: probably what was meant.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="path">The path, without the query.</param>
    /// <returns>The operation; null if the contract has none.</returns>
    public ContractOperation? Nearest(string method, string path)
    {
        var basePath =
            BasePaths.FirstOrDefault(basePath =>
                path.StartsWith(basePath + "/", StringComparison.Ordinal)
            ) ?? "";
        return Operations.MaxBy(operation =>
            operation.Likeness(method, path[basePath.Length..].Split('/'))
        );
    }

    private static async Task<ContractDocument> ReadAsync(
        string? path,
        CancellationToken cancellationToken
    )
    {
        var text = path is null
            ? ContractText.ReadEmbedded()
            : await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        return await ParseAsync(text, path ?? "The embedded contract", path, cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<ContractDocument> ParseAsync(
        string text,
        string name,
        string? path,
        CancellationToken cancellationToken
    )
    {
        var json = ContractText.Parse(text, name);
        try
        {
            return new ContractDocument(
                json,
                await OpenApiDocument
                    .FromJsonAsync(json.ToString(), path, cancellationToken)
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

    private static string PathOf(string url) =>
        (
            Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile
                ? absolute.AbsolutePath
                : url
        ).TrimEnd('/');
}
