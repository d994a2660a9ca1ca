using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The last requests, without what must not be kept.</summary>
internal sealed class MockJournal
{
    private const int Capacity = 1000;
    private const int MaximumText = 100_000;

    private readonly ConcurrentQueue<MockRequest> _requests = new();

    public IReadOnlyList<MockRequest> Requests => [.. _requests];

    /// <summary>Keeps a request; what is too long in its body is cut off there, for nobody needs it any more.</summary>
    public void Add(
        HttpRequest request,
        string? operationId,
        IReadOnlyDictionary<string, string>? parameters,
        JToken? json,
        int statusCode
    )
    {
        foreach (
            var text in (json as JContainer)
                ?.Descendants()
                .OfType<JValue>()
                .Where(value => value.Value is string { Length: > MaximumText })
                ?? []
        )
        {
            text.Value = ((string)text.Value!)[..MaximumText];
        }

        _requests.Enqueue(
            new MockRequest
            {
                Method = request.Method,
                Path = request.Path.Value + request.QueryString.Value,
                OperationId = operationId,
                Parameters = parameters ?? new Dictionary<string, string>(),
                Headers = request.Headers.ToDictionary(
                    header => header.Key,
                    header =>
                        header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                            ? header.Value.ToString().Split(' ')[0]
                            : header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                Json = json,
                StatusCode = statusCode,
            }
        );
        if (_requests.Count > Capacity)
        {
            _requests.TryDequeue(out _);
        }
    }
}
