using System.Globalization;
using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;

namespace CloudswayVideo.Contract.Drift;

/// <summary>A finding with what is needed to learn from it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Place">What the contract says of the place; of an unknown field, of the object around it.</param>
/// <param name="Name">The unknown name, word or code; null where it must not be told.</param>
/// <param name="Value">The value that was found.</param>
internal sealed record FoundDrift(
    DriftFinding Finding,
    WirePlace? Place = null,
    string? Name = null,
    JToken? Value = null
);

/// <summary>Compares what passed between a client and the service with the contract, in both directions.</summary>
public static class DriftCheck
{
    /// <summary>Compares an exchange with a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="exchange">The request and its reply.</param>
    /// <returns>What differs; nothing if the contract tells all of it.</returns>
    public static IReadOnlyList<DriftFinding> Find(
        ContractDocument contract,
        ContractExchange exchange
    ) => [.. FindPlaces(contract, exchange).Select(found => found.Finding).Distinct()];

    /// <summary>The id of the job that an exchange submitted, where the contract has it.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="exchange">The request and its reply, not masked.</param>
    /// <returns>The id; null if the exchange submitted no job, or its reply has none.</returns>
    public static string? JobIdOf(ContractDocument contract, ContractExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(exchange);
        if (
            contract.Match(exchange.Method, exchange.Path)
            is not { Operation: { TaskStep: JobStep.Submit } operation }
        )
        {
            return null;
        }

        var tree = new ContractTree(contract.Document);
        var found = tree.Operations.First(one => one.Name == operation.Id);
        return OfReply(tree, operation, found, exchange).Values.GetValueOrDefault("id");
    }

    internal static IReadOnlyList<FoundDrift> FindPlaces(
        ContractDocument contract,
        ContractExchange exchange
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(exchange);
        if (contract.Match(exchange.Method, exchange.Path) is not { Operation: var operation })
        {
            var nearest = contract.Nearest(exchange.Method, exchange.Path)?.Id ?? "none";
            return
            [
                new FoundDrift(
                    new DriftFinding(
                        "none",
                        DriftDirection.Request,
                        $"{exchange.Method} {Shown(contract, exchange)}",
                        DriftKind.UnknownOperation,
                        $"no operation has this method and path; nearest is {nearest}"
                    )
                ),
            ];
        }

        var tree = new ContractTree(contract.Document);
        var found = tree.Operations.First(one => one.Name == operation.Id);
        return
        [
            .. OfRequest(tree, operation, found, exchange),
            .. OfReply(tree, operation, found, exchange).Found,
        ];
    }

    // The endpoint path belongs to the account, and what does not read like a name may be an id.
    private static string Shown(ContractDocument contract, ContractExchange exchange)
    {
        var start =
            contract.BasePaths.FirstOrDefault(one =>
                exchange.Path.StartsWith($"{one}/", StringComparison.Ordinal)
            ) ?? "";
        var hasEndpoint = contract.Operations.Any(one => one.ScenarioParameter is not null);
        return start
            + string.Concat(
                exchange
                    .Path[start.Length..]
                    .Split('/')
                    .Skip(1)
                    .Select(
                        (segment, index) =>
                            (index > 0 || !hasEndpoint)
                            && WireWords.IsName(segment)
                            && !exchange.Secrets.Contains(segment)
                                ? $"/{segment}"
                                : "/*"
                    )
            );
    }

    private static List<FoundDrift> OfRequest(
        ContractTree tree,
        ContractOperation operation,
        FoundOperation found,
        ContractExchange exchange
    )
    {
        var comparison = new BodyComparison(operation.Id, DriftDirection.Request, exchange);
        var parameters = operation
            .Parameters.Where(one => one.Kind == OpenApiParameterKind.Query)
            .ToList();
        foreach (
            var name in exchange.Query.Keys.Where(name => parameters.All(one => one.Name != name))
        )
        {
            comparison.Add(
                $"?{comparison.Shown(name)}",
                DriftKind.UnknownField,
                "unknown parameter"
            );
        }

        foreach (
            var parameter in parameters.Where(one =>
                one.IsRequired && string.IsNullOrEmpty(exchange.Query.GetValueOrDefault(one.Name))
            )
        )
        {
            comparison.Add(
                $"?{parameter.Name}",
                DriftKind.Missing,
                "a required parameter is missing"
            );
        }

        var content = ContractTree
            .Fields(tree.Resolve(found.Fields["requestBody"])?["content"])
            .FirstOrDefault();
        if (content is not null)
        {
            comparison.Compare(
                exchange.RequestBody,
                new WirePlace(tree, content.Value["schema"]),
                operation.RequestSchema
            );
        }

        return comparison.Found;
    }

    private static BodyComparison OfReply(
        ContractTree tree,
        ContractOperation operation,
        FoundOperation found,
        ContractExchange exchange
    )
    {
        var comparison = new BodyComparison(operation.Id, DriftDirection.Reply, exchange)
        {
            Examples = [.. operation.ReplyExamples(exchange.StatusCode).Values],
        };
        var code = exchange.StatusCode.ToString(CultureInfo.InvariantCulture);
        var replies = found.Fields["responses"];
        var documented = replies?[code] ?? replies?[$"{code[0]}XX"] ?? replies?["default"];
        if (documented is null)
        {
            comparison.Add(
                "",
                DriftKind.UnknownCode,
                $"status code {code} is not documented",
                name: code
            );
        }

        var likely = operation.Likely(exchange.StatusCode);
        var reply = tree.Resolve(
            documented ?? replies?[likely.ToString(CultureInfo.InvariantCulture)]
        );
        var content = ContractTree.Fields(reply?["content"]).FirstOrDefault();
        if (content is not null && !MediaTypes.IsJson(content.Name))
        {
            // Texts and bytes have no fields that could differ.
        }
        else if (content is not null && exchange is { HasOtherBody: true })
        {
            comparison.Add("$", DriftKind.OtherType, "a body that is no JSON");
        }
        else if (content is not null)
        {
            comparison.Compare(
                exchange.ReplyBody,
                new WirePlace(tree, content.Value["schema"]),
                operation.ReplySchema(documented is null ? likely : exchange.StatusCode)
            );
            comparison.RequireValueOf(operation);
        }

        // Of a status code that is not documented, its headers are learnt with it.
        ReplyHeaders
            .Unknown(exchange, reply)
            .ForEach(name =>
                comparison.Add(
                    "",
                    DriftKind.UnknownHeader,
                    $"unknown header {comparison.Shown(name)}",
                    name: name
                )
            );
        if (
            found.Fields["x-answers-within"] is JValue seconds
            && exchange.Elapsed > TimeSpan.FromSeconds((double)seconds)
        )
        {
            comparison.Add(
                "",
                DriftKind.Slower,
                $"slower than {Words.Text(seconds)} s, which x-answers-within says"
            );
        }

        return comparison;
    }
}
