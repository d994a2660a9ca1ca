namespace CloudswayVideo.Contract.Drift;

/// <summary>A request and its reply, to be compared with a contract.</summary>
public sealed record ContractExchange
{
    /// <summary>The HTTP method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The parameters of the query, by name; none by default.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } =
        new Dictionary<string, string>();

    /// <summary>The JSON of the request; null if it had none.</summary>
    public JToken? RequestBody { get; init; }

    /// <summary>The status code of the reply.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The headers of the reply, by name; none by default.</summary>
    public IReadOnlyDictionary<string, string> ReplyHeaders { get; init; } =
        new Dictionary<string, string>();

    /// <summary>The JSON of the reply; null if it had no body, or one that is not JSON.</summary>
    public JToken? ReplyBody { get; init; }

    /// <summary>Whether the reply had a body that is not JSON, or that was too long to be read.</summary>
    public bool HasOtherBody { get; init; }

    /// <summary>How long the answer took; null if unknown.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The day of the exchange; null if unknown.</summary>
    public DateOnly? SeenOn { get; init; }

    /// <summary>Values of its headers that must not be shown, such as the access key; none by default.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>
    /// The secrets and all texts of the request, but not those that the contract has in the path: not to be shown, even
    /// if a reply repeats them.
    /// </summary>
    internal HashSet<string> ConfidentialTexts(ContractMatch? match) =>
        Secrets
            .Concat(match?.Values.Values ?? Path.Split('/').Select(Uri.UnescapeDataString))
            .Concat(Query.Values)
            .Concat(
                ((RequestBody as JContainer)?.DescendantsAndSelf() ?? [])
                    .OfType<JValue>()
                    .Select(value => value.Value as string)
                    .OfType<string>()
            )
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
