using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract;

/// <summary>
/// Finds what is wrong in a contract before anything is made of it: what breaks OpenAPI 3.0, what contradicts itself,
/// what
/// our marks ("x-...") do not allow, and what the generator cannot express.
/// </summary>
public static class ContractCheck
{
    /// <summary>Checks a contract.</summary>
    /// <param name="text">YAML or JSON; of a text that cannot be read, that is the one finding.</param>
    /// <param name="name">The file, or what to call the contract.</param>
    /// <returns>Every finding, in the order of the text; none if the contract is right.</returns>
    public static IReadOnlyList<ContractFinding> Find(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var findings = new Findings(name);
        if (ContractReader.Read(text, findings) is { } contract)
        {
            Find(contract, findings);
        }

        return findings.All;
    }

    /// <summary>Checks a contract that was read, such as one that an overlay was applied to.</summary>
    /// <param name="contract">The contract; a part that ContractText read is told with its own file and line.</param>
    /// <param name="name">The file, or what to call the contract.</param>
    /// <returns>Every finding; none if the contract is right.</returns>
    public static IReadOnlyList<ContractFinding> Find(JObject contract, string name)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(name);
        var findings = new Findings(name);
        Find(contract, findings);
        return findings.All;
    }

    /// <summary>Demands that a contract that was read is right.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="name">The file, or what to call the contract.</param>
    /// <exception cref="ContractException">
    /// Something is wrong; the message lists every finding, a line each.
    /// </exception>
    public static void Require(JObject contract, string name) => Require(Find(contract, name));

    internal static void Require(IReadOnlyList<ContractFinding> findings)
    {
        if (findings.Count > 0)
        {
            throw new ContractException(string.Join(Environment.NewLine, findings));
        }
    }

    private static void Find(JObject contract, Findings findings)
    {
        if (IsOtherVersion(contract, findings))
        {
            return;
        }

        var tree = new ContractTree(contract);
        var grammar = new GrammarCheck(tree, findings);
        grammar.Check(contract, "contract");
        CheckWhole(contract, findings);
        grammar.Schemas.ForEach(new SchemaCheck(tree, findings).Check);
        grammar.Schemas.ForEach(new MarkCheck(tree, findings).Check);
        var operations = new OperationCheck(tree, findings);
        operations.CheckSecurity(contract["security"]);
        foreach (var operation in tree.Operations)
        {
            operations.Check(operation);
        }

        if (!findings.HidesParts)
        {
            new FamilyCheck(tree, findings).Check();
        }

        new ExampleCheck(tree, findings).Check();
    }

    // Of a document of another version nearly everything would be found, and one sentence says it.
    private static bool IsOtherVersion(JObject contract, Findings findings)
    {
        var version = (contract["openapi"] ?? contract["swagger"]) as JValue;
        if (
            contract["openapi"] is JValue { Type: JTokenType.String }
            && Words.Text(version).StartsWith("3.0.", StringComparison.Ordinal)
        )
        {
            return false;
        }

        findings.Add(
            (JToken?)version?.Parent ?? contract,
            contract["openapi"] is JValue { Type: not JTokenType.String } number
                    ? $"found {Words.Found(number)}; \"openapi\" must be a text: write \"openapi: 3.0.3\""
                : contract["openapi"] is null && contract["swagger"] is not null
                    ? $"this is Swagger {Words.Text(version)}, and OpenAPI 3.0 is read: convert it, for "
                        + "example with \"npx swagger2openapi\""
                : contract["openapi"] is null
                    ? "this is no OpenAPI 3.0 document: it does not begin with \"openapi: 3.0.3\""
                : Words.Text(version).StartsWith("3.", StringComparison.Ordinal)
                    ? $"this is OpenAPI {Words.Text(version)}, and 3.0 is read: write \"openapi: "
                        + "3.0.3\", and \"nullable: true\" instead of the type 'null'"
                : $"OpenAPI {Words.Text(version)} is not known: write \"openapi: 3.0.3\""
        );
        return true;
    }

    private static bool HasServers(JToken path) =>
        path is JObject fields
        && (
            fields.ContainsKey("servers")
            || fields.PropertyValues().OfType<JObject>().All(one => one.ContainsKey("servers"))
        );

    private static void CheckWhole(JObject contract, Findings findings)
    {
        if (
            (contract["servers"] is null or JArray { Count: 0 })
            && !ContractTree.Fields(contract["paths"]).All(path => HasServers(path.Value))
        )
        {
            findings.Add(
                contract["servers"] ?? contract,
                "the contract lists no \"servers\": clients and the mock need one base URL or more"
            );
        }

        if (contract["paths"] is null or JObject { Count: 0 })
        {
            findings.Add(
                contract["paths"] ?? contract,
                "the contract has no \"paths\", so that there is nothing to call"
            );
        }
    }
}
