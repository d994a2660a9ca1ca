using CloudswayVideo.Contract.Checks;

namespace CloudswayVideo.Contract;

/// <summary>
/// Finds the mistakes in a contract before it is used: what breaks OpenAPI 3.0, contradictions, wrong marks ("x-..."),
/// and what the generator cannot express.
/// </summary>
public static class ContractCheck
{
    /// <summary>Checks a contract.</summary>
    /// <param name="text">YAML or JSON. If it cannot be read, that is the only finding.</param>
    /// <param name="name">The file, or another name of the contract, for the findings.</param>
    /// <returns>Every finding, in the order of the text; empty if the contract is right.</returns>
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

    /// <summary>Checks a contract that was read already, such as one that an overlay has changed.</summary>
    /// <param name="contract">The contract. A finding names the file and line of its part.</param>
    /// <param name="name">The file, or another name of the contract, for the findings.</param>
    /// <returns>Every finding; empty if the contract is right.</returns>
    public static IReadOnlyList<ContractFinding> Find(JObject contract, string name)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(name);
        var findings = new Findings(name);
        Find(contract, findings);
        return findings.All;
    }

    /// <summary>Throws if a contract that was read already has a mistake.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="name">The file, or another name of the contract, for the findings.</param>
    /// <exception cref="ContractException">
    /// The contract has a mistake; the message lists every finding, a line each.
    /// </exception>
    public static void Require(JObject contract, string name) => Require(Find(contract, name));

    internal static void Require(IReadOnlyList<ContractFinding> findings)
    {
        if (findings.Count > 0)
        {
            throw new ContractException(string.Join(Environment.NewLine, findings));
        }
    }

    internal static void Find(JObject contract, Findings findings)
    {
        if (IsOtherVersion(contract, findings))
        {
            return;
        }

        var tree = new ContractTree(contract);
        var grammar = new GrammarCheck(tree, findings);
        if (grammar.FindsMisspeltSection())
        {
            return;
        }

        grammar.Check(contract, "contract");
        if (grammar.HasOddText)
        {
            return;
        }

        CheckWhole(contract, findings);
        grammar.Schemas.ForEach(new CycleCheck(tree, findings).Check);
        grammar.Schemas.ForEach(new SchemaCheck(tree, findings).Check);
        grammar.Schemas.ForEach(new TypeCheck(tree, findings).Check);
        grammar.Schemas.ForEach(new MarkCheck(tree, findings).Check);
        new RoleCheck(tree, findings).Check(grammar.Schemas);
        new NameCheck(tree, findings).Check(grammar.Schemas);
        var operations = new OperationCheck(tree, findings);
        var security = new SecurityCheck(tree, findings);
        security.CheckSchemes();
        security.Check(contract["security"]);
        foreach (var operation in tree.Operations)
        {
            operations.Check(operation);
        }

        if (!findings.HidesParts)
        {
            new FamilyCheck(tree, findings).Check();
        }

        new ExampleCheck(tree, findings).Check(grammar.Schemas);
    }

    // One finding instead of the many that a document of another version would have.
    private static bool IsOtherVersion(JObject contract, Findings findings)
    {
        var version = (contract["openapi"] ?? contract["swagger"]) as JValue;
        var text = Words.Text(version);
        var message = (contract["openapi"], contract["swagger"]) switch
        {
            (JValue { Type: JTokenType.String }, _)
                when text.StartsWith("3.0.", StringComparison.Ordinal) => null,
            ({ Type: not JTokenType.String } other, _) =>
                $"found {Words.Found(other)}; \"openapi\" must be a string: write \"openapi: 3.0.3\"",
            (null, not null) =>
                $"this is Swagger {text}, but only OpenAPI 3.0 can be read: convert it, "
                    + "for example with \"npx swagger2openapi\"",
            (null, null) =>
                "this is not an OpenAPI 3.0 document: it does not begin with \"openapi: 3.0.3\"",
            _ when text.StartsWith("3.", StringComparison.Ordinal) =>
                $"this is OpenAPI {text}, but only 3.0 can be read: write \"openapi: 3.0.3\", and "
                    + "\"nullable: true\" instead of the type 'null'",
            _ => $"OpenAPI {text} is unknown, and only 3.0 can be read: write \"openapi: 3.0.3\"",
        };
        if (message is not null)
        {
            findings.Add((JToken?)version?.Parent ?? contract, message);
        }

        return message is not null;
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
            && !contract["paths"].Fields().All(path => HasServers(path.Value))
        )
        {
            findings.Add(
                contract["servers"] ?? contract,
                "the contract has no \"servers\": list at least one base URL for the clients and the mock"
            );
        }

        if (contract["paths"] is null or JObject { Count: 0 })
        {
            findings.Add(
                contract["paths"] ?? contract,
                "the contract has no \"paths\": add at least one operation"
            );
        }
    }
}
