using System.Globalization;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using WireMock.Logging;
using WireMock.Server;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Reads WireMock's journal, and limits it to the last thousand requests.</summary>
internal sealed class MockJournal(WireMockServer server, ServedContract contract)
{
    private const int Capacity = 1000;

    // WireMock's own limit copies and sorts the journal at every request.
    private const int RequestsBetweenTrims = 100;

    private int _received;

    public IReadOnlyList<MockRequest> Requests =>
        [.. server.LogEntries.TakeLast(Capacity).Select(Read)];

    public void Clear() => server.ResetLogEntries();

    /// <summary>Call this after each request.</summary>
    public void Trim()
    {
        if (Interlocked.Increment(ref _received) % RequestsBetweenTrims == 0)
        {
            foreach (var entry in server.LogEntries.SkipLast(Capacity))
            {
                server.DeleteLogEntry(entry.Guid);
            }
        }
    }

    private MockRequest Read(ILogEntry entry)
    {
        var request = entry.RequestMessage!;
        var match = contract.Current.Match(request.Method, request.Path);
        var parameters = match?.Values ?? [];
        foreach (
            var (name, value) in request.Query
                ?? new Dictionary<string, WireMock.Types.WireMockList<string>>()
        )
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
            Headers = (
                request.Headers ?? new Dictionary<string, WireMock.Types.WireMockList<string>>()
            ).ToDictionary(
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
