using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Preparation;

// The build calls it with the contract, the client's sources and the file to write.
if (args is not [var contract, var sources, var output])
{
    await Console
        .Error.WriteLineAsync("Usage: CloudswayVideo.Contract CONTRACT SOURCES OUTPUT")
        .ConfigureAwait(false);
    return 2;
}

try
{
    var document = ContractText.Parse(
        await File.ReadAllTextAsync(contract).ConfigureAwait(false),
        contract
    );
    await File.WriteAllTextAsync(output, ClientPreparation.Prepare(document, sources).ToString())
        .ConfigureAwait(false);
    return 0;
}
catch (Exception exception) when (exception is ContractException or IOException)
{
    await Console
        .Error.WriteLineAsync($"{contract}: error CONTRACT: {exception.Message}")
        .ConfigureAwait(false);
    return 1;
}
