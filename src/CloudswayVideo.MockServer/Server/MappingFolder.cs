using WireMock;
using WireMock.Server;

namespace CloudswayVideo.MockServer.Server;

/// <summary>A folder of WireMock's mapping files, which are read again when one of them changes.</summary>
internal sealed class MappingFolder(
    WireMockServer server,
    string folder,
    Func<Guid, bool> isOperation,
    Action<string>? log
)
{
    /// <summary>Reads all files, and removes the mappings that are no longer in them.</summary>
    /// <param name="isStart">Whether to throw if a file cannot be read. Later such a file is only logged.</param>
    /// <exception cref="InvalidOperationException">A file cannot be read.</exception>
    public void Read(bool isStart)
    {
        var before = server.Mappings.Where(IsOfFolder).ToList();
        List<string> unread;
        try
        {
            unread = Files().Where(file => !TryRead(file, isStart)).ToList();
        }
        catch (DirectoryNotFoundException) when (!isStart)
        {
            log?.Invoke(
                $"{folder} was removed, and its mappings stay. It is not watched any more: make it again, and start "
                    + "the mock again."
            );
            return;
        }
        catch (Exception exception)
            when (!isStart && exception is IOException or UnauthorizedAccessException)
        {
            log?.Invoke(
                $"{folder} cannot be read: {exception.Message} Its previous mappings stay."
            );
            return;
        }

        var stale = before
            // A mapping that was read again with the same id is a new object.
            .Where(mapping => server.Mappings.Contains(mapping) && !unread.Contains(mapping.Path!))
            .ToList();
        stale.ForEach(mapping => server.DeleteMapping(mapping.Guid));
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);

    private bool IsOfFolder(IMapping mapping) =>
        mapping.Path is { } path && Path.GetDirectoryName(path) == folder;

    private bool TryRead(string file, bool isStart)
    {
        if (
            Guid.TryParse(Path.GetFileNameWithoutExtension(file), out var guid) && isOperation(guid)
        )
        {
            log?.Invoke(
                $"{file} is an operation of the contract, which WireMock saves without its answers. It is not read."
            );
            return true;
        }

        try
        {
            return MappingText.ProblemOf(File.ReadAllText(file)) is { } mistake
                ? throw new FormatException($"{mistake}.")
                : server.ReadStaticMappingAndAddOrUpdate(file);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var problem = $"{file} is no mapping file of WireMock.Net: {exception.Message}";
            if (isStart)
            {
                throw new InvalidOperationException(problem, exception);
            }

            log?.Invoke($"{problem} Its previous mapping stays.");
            return false;
        }
    }
}
