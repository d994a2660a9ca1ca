using WireMock;
using WireMock.Server;

namespace CloudswayVideo.MockServer.Server;

/// <summary>A folder of WireMock's mapping files, which are read again when one of them changes.</summary>
internal sealed class MappingFolder
{
    // Where WireMock, for Java and for .NET, has its mapping files within its own folder.
    private static readonly string[] Layouts = ["mappings", "__admin/mappings"];

    private readonly Lock _lock = new();
    private readonly WireMockServer _server;
    private readonly string _folder;
    private readonly Func<Guid, bool> _isOperation;
    private readonly Action<string>? _log;

    public MappingFolder(
        WireMockServer server,
        MappingFiles files,
        Func<Guid, bool> isOperation,
        Action<string>? log
    )
    {
        (_server, _isOperation, _log) = (server, isOperation, log);
        _folder = files.GetMappingFolder();
        files.IsLeftOut = id =>
            isOperation(id)
            || server.Mappings.Any(mapping => mapping.Guid == id && IsOfFolder(mapping));
    }

    /// <summary>Reads all files, and removes the mappings that are no longer in them.</summary>
    /// <param name="isStart">Whether to throw if a file cannot be read. Later such a file is only logged.</param>
    /// <exception cref="InvalidOperationException">A file cannot be read, or all are in a folder within.</exception>
    public void Read(bool isStart)
    {
        if (
            isStart
            && !Files().Any()
            && Layouts
                .Select(layout => Path.Combine(_folder, layout))
                .FirstOrDefault(inner =>
                    Directory.Exists(inner) && Directory.EnumerateFiles(inner, "*.json").Any()
                )
                is { } other
        )
        {
            throw new InvalidOperationException(
                $"{_folder} has no mapping file, and folders within are not read, but {other} has: name that one, and "
                    + "put the bodies that its mappings name (BodyAsFile) into it."
            );
        }

        // A reset and a change of files may come at the same time.
        lock (_lock)
        {
            ReadAll(isStart);
        }
    }

    private void ReadAll(bool isStart)
    {
        var before = _server.Mappings.Where(IsOfFolder).ToList();
        Dictionary<string, string> unread;
        try
        {
            unread = Files()
                .Select(file => (File: file, Problem: ProblemOf(file)))
                .Where(read => read.Problem is not null)
                .ToDictionary(read => read.File, read => read.Problem!);
        }
        catch (DirectoryNotFoundException) when (!isStart)
        {
            _log?.Invoke(
                $"{_folder} was removed, and its mappings stay. It is read again once it is there."
            );
            return;
        }
        catch (Exception exception)
            when (!isStart && exception is IOException or UnauthorizedAccessException)
        {
            _log?.Invoke(
                $"{_folder} cannot be read: {exception.Message} Its previous mappings stay."
            );
            return;
        }

        var stale = before
            // A mapping that was read again with the same id is a new object.
            .Where(mapping =>
                _server.Mappings.Contains(mapping) && !unread.ContainsKey(mapping.Path!)
            )
            .ToList();
        stale.ForEach(mapping => _server.DeleteMapping(mapping.Guid));
        // The body of a mapping may be JSON, too.
        var bodies = _server.MappingModels.Select(model => model.Response.BodyAsFile).ToHashSet();
        var mistakes = unread.Where(read => !bodies.Contains(Path.GetFileName(read.Key)));
        foreach (var (file, problem) in mistakes)
        {
            var message =
                $"{file} is no mapping file of WireMock.Net: {problem} Keep a body that no mapping names in "
                + "another folder.";
            if (isStart)
            {
                throw new InvalidOperationException(message);
            }

            _log?.Invoke($"{message} Its previous mapping stays.");
        }
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal);

    private bool IsOfFolder(IMapping mapping) =>
        mapping.Path is { } path && Path.GetDirectoryName(path) == _folder;

    // Reads a file, or tells why it cannot be read.
    private string? ProblemOf(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            if (IdsOf(file, text).Any(_isOperation))
            {
                _log?.Invoke(
                    $"{file} has the id of an operation of the contract and is not read. Give it another Guid, and it "
                        + "goes before the operation."
                );
                return null;
            }

            if (MappingText.ProblemOf(text) is { } mistake)
            {
                return $"{mistake}.";
            }

            return _server.ReadStaticMappingAndAddOrUpdate(file) ? null : "it is in use.";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.Message;
        }
    }

    // WireMock takes the name of a file for the id if it is one.
    private static IEnumerable<Guid> IdsOf(string file, string text) =>
        Guid.TryParse(Path.GetFileNameWithoutExtension(file), out var named)
            ? MappingText.GuidsOf(text).Append(named)
            : MappingText.GuidsOf(text);
}
