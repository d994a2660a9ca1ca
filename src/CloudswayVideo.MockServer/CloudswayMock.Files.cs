using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer;

/// <content>Reads mapping files and the contract, and reads them again when they change.</content>
public sealed partial class CloudswayMock
{
    // A caller may be faster than the contract is read.
    private Task ServeOnceReadyAsync(HttpContext context, RequestDelegate next) =>
        _isReady.Task.IsCompletedSuccessfully ? next(context) : ServeLaterAsync(context, next);

    private async Task ServeLaterAsync(HttpContext context, RequestDelegate next)
    {
        await _isReady.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_isReady.Task.IsCompletedSuccessfully)
        {
            await next(context).ConfigureAwait(false);
        }
        else
        {
            context.Abort();
        }
    }

    private void ReadFiles()
    {
        if (_mappingFolder is { } mappings)
        {
            mappings.Read(isStart: true);
            _changes.Add(
                new FileChanges(
                    Path.GetFullPath(_options.MappingsFolder!),
                    "*.json",
                    () => mappings.Read(isStart: false)
                )
            );
        }

        if (_options is { WatchContract: true, ContractPath: { } path })
        {
            var file = Path.GetFullPath(path);
            _changes.Add(
                new FileChanges(
                    Path.GetDirectoryName(file)!,
                    Path.GetFileName(file),
                    () => _ = ReadContractAsync(file)
                )
            );
        }
    }

    private async Task ReadContractAsync(string file)
    {
        try
        {
            _contract.Current = await ContractDocument
                .LoadAsync(file, _stopping.Token)
                .ConfigureAwait(false);
            _mappings.Register();
            _options.Log?.Invoke($"{file} was read again.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _options.Log?.Invoke($"{exception.Message} The previous contract is still served.");
        }
    }
}
