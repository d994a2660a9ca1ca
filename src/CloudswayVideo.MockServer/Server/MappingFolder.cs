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
    /// <summary>Reads all files; mappings of files that are gone, or that have other mappings now, go too.</summary>
    /// <param name="isStart">Whether a file that cannot be read is a mistake to fail with, or only to tell of.</param>
    /// <exception cref="InvalidOperationException">A file cannot be read.</exception>
    public void Read(bool isStart)
    {
        var before = server.Mappings.Where(IsOfFolder).ToList();
        var unread = Files().Where(file => !TryRead(file, isStart)).ToList();
        var stale = before
            // One that was read again under its old id is another object.
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
                $"{file} is an operation of the contract as WireMock saves it, without its answers. It is left out."
            );
            return true;
        }

        try
        {
            return server.ReadStaticMappingAndAddOrUpdate(file);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var problem = $"{file} is no mapping file of WireMock.Net: {exception.Message}";
            if (isStart)
            {
                throw new InvalidOperationException(problem, exception);
            }

            log?.Invoke($"{problem} What it had before stays.");
            return false;
        }
    }
}
