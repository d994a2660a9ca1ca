using System.Globalization;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using WireMock.Logging;
using WireMock.Server;
using WireMock.Settings;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Reads WireMock's journal, and limits it. Up to a thousand requests are all kept, as a test expects. Of more, as in a
/// load test, only the last hundred are kept, because what stays in memory for long makes each answer slower.
/// </summary>
internal sealed class MockJournal(
    WireMockServer server,
    WireMockServerSettings settings,
    ServedContract contract
)
{
    private const int Capacity = 1000;
    private const int Rest = 100;

    private const int RequestsBetweenTrims = 100;

    private readonly Lock _trimming = new();

    private int _received;
    private bool _wasFull;

    public IReadOnlyList<MockRequest> Requests => [.. server.LogEntries.Select(Read)];

    public void Clear() => server.ResetLogEntries();

    /// <summary>Call this after each request.</summary>
    public void Trim()
    {
        // A limit that the user has set is WireMock's work, which copies and sorts the journal at every request.
        if (
            Interlocked.Increment(ref _received) % RequestsBetweenTrims != 0
            || settings.MaxRequestLogCount is not null
            || !_trimming.TryEnter()
        )
        {
            return;
        }

        try
        {
            var entries = server.LogEntries;
            // There are as few as that only after the journal was cleared.
            _wasFull = entries.Count >= Capacity || (_wasFull && entries.Count > Rest);
            foreach (var entry in _wasFull ? entries.SkipLast(Rest) : [])
            {
                server.DeleteLogEntry(entry.Guid);
            }
        }
        finally
        {
            _trimming.Exit();
        }
    }

    private MockRequest Read(ILogEntry entry)
    {
        var request = entry.RequestMessage!;
        var match = contract.Current.Match(request.Method, request.Path);
        var parameters = match?.Values ?? [];
        foreach (var (name, value) in request.Query?.AsEnumerable() ?? [])
        {
            if (match?.Operation.Parameters.Any(parameter => parameter.Name == name) == true)
            {
                parameters[name] = value.ToString();
            }
        }

        var body =
            request.Body is { } text && CloudswayJson.TryRead<JToken>(text, out var json)
                ? json
                : null;
        return new MockRequest
        {
            ReceivedAt = new DateTimeOffset(request.DateTime, TimeSpan.Zero),
            Method = request.Method,
            Path = request.Path + request.RawQuery,
            OperationId = match?.Operation.Id,
            Parameters = parameters,
            Headers = (request.Headers?.AsEnumerable() ?? []).ToDictionary(
                header => header.Key,
                header => string.Join(", ", header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            Json = body,
            UnknownFields =
                body is not null && match?.Operation.RequestSchema is { } schema
                    ? ContractValidation.UnknownFields(body, schema)
                    : [],
            StatusCode = Convert.ToInt32(
                entry.ResponseMessage?.StatusCode ?? 200,
                CultureInfo.InvariantCulture
            ),
        };
    }
}
