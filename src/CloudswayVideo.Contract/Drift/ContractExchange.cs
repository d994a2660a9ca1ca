using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>A request and its reply, as they are compared with a contract.</summary>
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

    /// <summary>The JSON of the reply; null if it had no body, or one that is no JSON.</summary>
    public JToken? ReplyBody { get; init; }

    /// <summary>Whether the reply had a body that is no JSON, or that was too long to be looked at.</summary>
    public bool HasOtherBody { get; init; }

    /// <summary>How long the answer took; null if that is not known.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>When it passed; null if that is not known.</summary>
    public DateOnly? SeenOn { get; init; }

    /// <summary>The values of its headers that must not be told, such as the access key; none by default.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>All texts of the request: what a reply repeats of them is not told either.</summary>
    internal HashSet<string> Unspoken() =>
        Secrets
            .Concat(Path.Split('/').Select(Uri.UnescapeDataString))
            .Concat(Query.Values)
            .Concat(
                ((RequestBody as JContainer)?.DescendantsAndSelf() ?? [])
                    .OfType<JValue>()
                    .Select(value => value.Value as string)
                    .OfType<string>()
            )
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
