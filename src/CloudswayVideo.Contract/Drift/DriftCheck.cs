using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Compares the requests of a client and the replies of the service with the contract.</summary>
public static class DriftCheck
{
    /// <summary>Compares an exchange with a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="exchange">The request and its reply.</param>
    /// <returns>The differences; empty if the contract describes all of it.</returns>
    public static IReadOnlyList<DriftFinding> Find(
        ContractDocument contract,
        ContractExchange exchange
    ) => [.. FindPlaces(contract, exchange).Select(found => found.Finding).Distinct()];

    /// <summary>The id of the job that an exchange submitted.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="exchange">The request and its reply, not masked.</param>
    /// <returns>The id; null if the exchange submitted no job, or its reply has none.</returns>
    public static string? JobIdOf(ContractDocument contract, ContractExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(exchange);
        return
            contract.Match(exchange.Method, exchange.Path)
                is { Operation.TaskStep: JobStep.Submit } match
            ? CompareReply(contract.Tree, match, exchange).Values.GetValueOrDefault("id")
            : null;
    }

    internal static IReadOnlyList<FoundDrift> FindPlaces(
        ContractDocument contract,
        ContractExchange exchange
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(exchange);
        if (contract.Match(exchange.Method, exchange.Path) is not { } match)
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

        return
        [
            .. CompareRequest(contract.Tree, match, exchange),
            .. CompareReply(contract.Tree, match, exchange).Found,
        ];
    }

    // Without the endpoint path, which belongs to the account, and without what may be an id.
    private static string Shown(ContractDocument contract, ContractExchange exchange)
    {
        var start = contract.BaseOf(exchange.Path);
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
                            && SafeText.IsName(segment)
                            && !exchange.Secrets.Contains(segment)
                                ? $"/{segment}"
                                : "/*"
                    )
            );
    }

    private static List<FoundDrift> CompareRequest(
        ContractTree tree,
        ContractMatch match,
        ContractExchange exchange
    )
    {
        var operation = match.Operation;
        var comparison = new BodyComparison(match, DriftDirection.Request, exchange);
        var parameters = operation
            .Parameters.Where(one => one.Kind == OpenApiParameterKind.Query)
            .ToList();
        var unknown = exchange.Query.Keys.Except(parameters.Select(one => one.Name));
        foreach (var name in unknown)
        {
            comparison.Add(
                $"?{comparison.Shown(name)}",
                DriftKind.UnknownField,
                "unknown parameter"
            );
        }

        var missing = parameters.Where(one =>
            one.IsRequired && string.IsNullOrEmpty(exchange.Query.GetValueOrDefault(one.Name))
        );
        foreach (var parameter in missing)
        {
            comparison.Add(
                $"?{parameter.Name}",
                DriftKind.Missing,
                "a required parameter is missing"
            );
        }

        if (tree.Content(operation.Source.Fields["requestBody"]) is { } content)
        {
            comparison.Compare(
                exchange.RequestBody,
                new SchemaPlace(tree, content.Value["schema"]),
                operation.RequestSchema
            );
        }

        return comparison.Found;
    }

    private static BodyComparison CompareReply(
        ContractTree tree,
        ContractMatch match,
        ContractExchange exchange
    )
    {
        var operation = match.Operation;
        var comparison = new BodyComparison(match, DriftDirection.Reply, exchange)
        {
            Examples = [.. operation.ReplyExamples(exchange.StatusCode).Values],
        };
        var documented = operation.Source.Reply(exchange.StatusCode);
        var likely = operation.ClosestCode(exchange.StatusCode);
        if (documented is null)
        {
            var code = Words.Text(exchange.StatusCode);
            comparison.Add(
                "",
                DriftKind.UnknownCode,
                $"status code {code} is not documented",
                name: code
            );
        }

        var reply = tree.Resolve(documented ?? operation.Source.Reply(likely));
        var content = tree.Content(reply);
        // Text and bytes have no fields to compare.
        if (content is not null && MediaTypes.IsJson(content.Name))
        {
            if (exchange.HasOtherBody)
            {
                comparison.Add("$", DriftKind.OtherType, "a body that is not JSON");
            }
            else
            {
                comparison.Compare(
                    exchange.ReplyBody,
                    new SchemaPlace(tree, content.Value["schema"]),
                    operation.ReplySchema(documented is null ? likely : exchange.StatusCode)
                );
                comparison.RequireValue();
            }
        }

        ReplyHeaders
            .Unknown(exchange, reply)
            .ForEach(name =>
                comparison.Add(
                    "",
                    DriftKind.UnknownHeader,
                    $"unknown header {comparison.Shown(name)}",
                    name: comparison.Shown(name) == name ? name : null
                )
            );
        if (
            operation.Source.Fields["x-answers-within"] is JValue seconds
            && exchange.Elapsed > TimeSpan.FromSeconds((double)seconds)
        )
        {
            comparison.Add(
                "",
                DriftKind.Slower,
                $"slower than the {Words.Text(seconds)} s of x-answers-within"
            );
        }

        return comparison;
    }
}
