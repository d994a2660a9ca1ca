using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Preparation;

// The build runs this with the contract, the folder of the client's sources and the file to write.
if (args is not [var contract, var sources, var output])
{
    await Console
        .Error.WriteLineAsync("Usage: CloudswayVideo.Contract CONTRACT SOURCES OUTPUT")
        .ConfigureAwait(false);
    return 2;
}

var text = await File.ReadAllTextAsync(contract).ConfigureAwait(false);
var findings = ContractCheck.Find(text, contract);
foreach (var finding in findings)
{
    await Console.Error.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
}

if (findings.Count > 0)
{
    return 1;
}

var document = ContractText.Parse(text, contract);
await File.WriteAllTextAsync(output, ClientPreparation.Prepare(document, sources).ToString())
    .ConfigureAwait(false);
return 0;
