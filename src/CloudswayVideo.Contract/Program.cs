using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Checks;
using CloudswayVideo.Contract.Preparation;
using CloudswayVideo.Contract.Reading;

// The build runs this with the contract, the folder of the client's sources and the file to write.
if (args is not [var contract, var sources, var output])
{
    await Console
        .Error.WriteLineAsync("Usage: CloudswayVideo.Contract CONTRACT SOURCES OUTPUT")
        .ConfigureAwait(false);
    return 2;
}

var text = await File.ReadAllTextAsync(contract).ConfigureAwait(false);
var found = ContractCheck.Find(text, contract);
if (found.Count == 0)
{
    var prepared = ClientPreparation.Prepare(ContractText.Read(text, contract), sources);
    var findings = new Findings(contract);
    new ConvenienceCheck(prepared, findings).Check(sources);
    found = findings.All;
    if (found.Count == 0)
    {
        await File.WriteAllTextAsync(output, prepared.ToString()).ConfigureAwait(false);
    }
}

foreach (var finding in found)
{
    await Console.Error.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
}

return found.Count > 0 ? 1 : 0;
