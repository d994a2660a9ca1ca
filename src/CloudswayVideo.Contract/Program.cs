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
var prepared = ClientPreparation.Prepare(document, sources);
var conveniences = new Findings(contract);
new ConvenienceCheck(prepared, conveniences).Check(sources);
foreach (var finding in conveniences.All)
{
    await Console.Error.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
}

if (conveniences.All.Count > 0)
{
    return 1;
}

await File.WriteAllTextAsync(output, prepared.ToString()).ConfigureAwait(false);
return 0;
