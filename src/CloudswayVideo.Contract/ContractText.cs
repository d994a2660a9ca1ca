using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract;

/// <summary>A contract as it stands in its file, YAML or JSON.</summary>
public static class ContractText
{
    private static readonly Lazy<string> Embedded = new(() =>
    {
        using var reader = new StreamReader(
            typeof(ContractText).Assembly.GetManifestResourceStream("contract.yaml")!
        );
        return reader.ReadToEnd();
    });

    /// <summary>Reads and checks a contract.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">The file, or what to call the contract.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">
    /// ContractCheck finds something; the message lists all that it finds.
    /// </exception>
    public static JObject Parse(string text, string name)
    {
        // The build checked the embedded one, and each start of a program would wait for it.
        if (!ReferenceEquals(text, Embedded.Value))
        {
            ContractCheck.Require(ContractCheck.Find(text, name));
        }

        return Read(text, name);
    }

    /// <summary>
    /// Reads a contract without checking it, such as one of the past or one that an overlay is to put right.
    /// </summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">The file, or what to call the contract.</param>
    /// <returns>The contract. Its parts know their lines, which <see cref="ContractCheck"/> tells.</returns>
    /// <exception cref="ContractException">The text is no YAML, has no named values, or names one twice.</exception>
    public static JObject Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var findings = new Findings(name);
        var contract = ContractReader.Read(text, findings);
        ContractCheck.Require(findings.All);
        return contract!;
    }

    /// <summary>The text of the contract that this was built with.</summary>
    /// <returns>YAML.</returns>
    public static string ReadEmbedded() => Embedded.Value;
}
