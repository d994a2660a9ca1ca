using Newtonsoft.Json.Linq;
using NSwag;

namespace CloudswayVideo.MockServer.Contract;

/// <summary>
/// The contract as the mock reads it: which operations there are, and under which paths they are served.
/// </summary>
internal sealed class ContractDocument
{
    // Reading takes longer than starting a server, and nothing that was read is ever changed.
    private static readonly Lazy<Task<ContractDocument>> Embedded = new(() =>
        ReadAsync(null, CancellationToken.None)
    );

    private ContractDocument(JObject text, OpenApiDocument document)
    {
        Document = text;
        Version = document.Info.Version;
        BasePaths = (document.Servers ?? [])
            .Select(server => PathOf(server.Url))
            .DefaultIfEmpty("")
            .Distinct()
            .ToList();
        Operations = document
            .Paths.SelectMany(path =>
                path.Value.Select(operation => new ContractOperation(
                    path.Key,
                    operation.Key,
                    operation.Value
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

    public IReadOnlyList<ContractOperation> Operations { get; }

    /// <summary>Reads a contract.</summary>
    /// <param name="path">An OpenAPI 3.0 file, YAML or JSON; the contract this was built with if null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The file is no such document; the message says why.</exception>
    public static Task<ContractDocument> LoadAsync(
        string? path,
        CancellationToken cancellationToken
    ) => path is null ? Embedded.Value : ReadAsync(path, cancellationToken);

    /// <summary>Reads a document that is embedded beside the contract.</summary>
    public static Task<ContractDocument> ReadEmbeddedAsync(string name) =>
        ParseAsync(ContractText.ReadEmbedded(name), name, null, CancellationToken.None);

    /// <summary>The operation that a request is for, with the values in its path; null if there is none.</summary>
    public (ContractOperation Operation, Dictionary<string, string> Values)? Match(
        string method,
        string path
    )
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
                    return (operation, values);
                }
            }
        }

        return null;
    }

    /// <summary>The operation whose route is most like one that matches none: probably what was meant.</summary>
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
            throw new InvalidOperationException(
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
