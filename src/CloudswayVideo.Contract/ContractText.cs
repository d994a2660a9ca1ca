namespace CloudswayVideo.Contract;

/// <summary>Reads a contract from YAML or JSON.</summary>
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
    /// <param name="name">The file, or another name of the contract, for error messages.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ContractException">
    /// The contract has mistakes; the message lists every finding of <see cref="ContractCheck"/>.
    /// </exception>
    public static JObject Parse(string text, string name)
    {
        // The build has checked the embedded contract; checking it again would slow down each start.
        return Read(text, name, isChecked: ReferenceEquals(text, Embedded.Value));
    }

    /// <summary>
    /// Reads a contract without checking it, such as an old one, or one that an overlay will correct.
    /// </summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">The file, or another name of the contract, for error messages.</param>
    /// <returns>The contract. Its parts keep their lines for the findings of <see cref="ContractCheck"/>.</returns>
    /// <exception cref="ContractException">The text is not YAML, is no object, or has a field twice.</exception>
    public static JObject Read(string text, string name) => Read(text, name, isChecked: true);

    /// <summary>The text of the contract that the library was built with.</summary>
    /// <returns>YAML.</returns>
    public static string ReadEmbedded() => Embedded.Value;

    private static JObject Read(string text, string name, bool isChecked)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var findings = new Findings(name);
        var contract = ContractReader.Read(text, findings);
        if (contract is not null && !isChecked)
        {
            ContractCheck.Find(contract, findings);
        }

        ContractCheck.Require(findings.All);
        return contract!;
    }
}
