using System.Collections.Concurrent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock;

namespace CloudswayVideo.MockServer;

/// <summary>The last requests, without what must not be kept.</summary>
internal sealed class MockJournal
{
    private const int Capacity = 1000;
    private const int MaximumBody = 100_000;

    private readonly ConcurrentQueue<MockRequest> _requests = new();

    public IReadOnlyList<MockRequest> Requests => [.. _requests];

    public void Add(IRequestMessage message, string? operationId, JToken? json, int statusCode)
    {
        json = json?.DeepClone();
        foreach (var value in (json as JContainer)?.Descendants().OfType<JValue>().Where(value => value.Value is string) ?? [])
        {
            value.Value = Shorten((string)value.Value!);
        }

        _requests.Enqueue(new MockRequest
        {
            Method = message.Method,
            Path = message.AbsolutePath + (message.RawQuery.Length > 0 ? "?" + message.RawQuery.TrimStart('?') : ""),
            OperationId = operationId,
            Headers = (message.Headers ?? new Dictionary<string, WireMock.Types.WireMockList<string>>()).ToDictionary(
                header => header.Key,
                header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? header.Value.ToString().Split(' ')[0] : header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase),
            Body = json?.ToString(Formatting.None),
            Json = json,
            StatusCode = statusCode,
        });
        while (_requests.Count > Capacity)
        {
            _requests.TryDequeue(out _);
        }
    }

    private static string Shorten(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.IndexOf(',', StringComparison.Ordinal) is var comma and > 0
            ? $"{text[..(comma + 1)]}({text.Length - comma - 1} characters)"
            : text.Length > MaximumBody ? text[..MaximumBody] : text;
}
