using System.Globalization;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// Writes a mapping file for each call. When they are replayed, the replies of one path follow each other, and the last
/// one is repeated.
/// </summary>
internal sealed class CaptureFolder(string folder, Action<string>? log)
{
    private readonly Dictionary<string, (string File, string Scenario, int Number)> _last = [];
    private readonly Lock _lock = new();
    private int _files;

    public void Add(ContractExchange masked, ContractOperation operation)
    {
        lock (_lock)
        {
            try
            {
                Write(masked, operation);
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException)
            {
                log?.Invoke($"A call was not recorded: {exception.Message}");
            }
        }
    }

    private void Write(ContractExchange masked, ContractOperation operation)
    {
        var sequence = $"{masked.Method} {masked.Path} {string.Join('&', masked.Query)}";
        var (scenario, number) = _last.TryGetValue(sequence, out var last)
            ? (last.Scenario, last.Number + 1)
            : ($"{Guid.NewGuid()}", 0);
        var name = string.Concat(
            operation.Id.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')
        );
        var file = Path.Combine(
            folder,
            string.Create(CultureInfo.InvariantCulture, $"{++_files:0000}-{name}.json")
        );
        Save(file, Capture.ToMapping(masked, operation, scenario, number));
        if (number > 0)
        {
            var before = JObject.Parse(File.ReadAllText(last.File));
            before["SetStateTo"] = Capture.StateOf(number);
            Save(last.File, before);
        }

        _last[sequence] = (file, scenario, number);
    }

    // Renamed when complete, because the process may be killed, and a mock may watch the folder.
    private static void Save(string file, JObject mapping)
    {
        File.WriteAllText($"{file}.part", mapping.ToString());
        File.Move($"{file}.part", file, overwrite: true);
    }
}
