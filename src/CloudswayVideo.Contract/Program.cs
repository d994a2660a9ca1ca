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
try
{
    var prepared = ClientPreparation.Prepare(ContractText.Parse(text, contract), sources);
    var findings = new Findings(contract);
    new ConvenienceCheck(prepared, findings).Check(sources);
    ContractCheck.Require(findings.All);
    await File.WriteAllTextAsync(output, prepared.ToString()).ConfigureAwait(false);
    return 0;
}
catch (ContractException exception)
{
    await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
    return 1;
}
