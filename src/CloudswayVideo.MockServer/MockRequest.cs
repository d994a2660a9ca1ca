using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer;

/// <summary>A request that the mock received. Its access key and the bytes of images are not kept.</summary>
public sealed class MockRequest
{
    internal MockRequest() { }

    /// <summary>When it was received, by the system's clock.</summary>
    public DateTimeOffset ReceivedAt { get; internal init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, with the query if there is one.</summary>
    public required string Path { get; init; }

    /// <summary>The id of the contract's operation; null if the request matches none.</summary>
    public string? OperationId { get; init; }

    /// <summary>The values of the operation's parameters, in the path and in the query, by name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>
    /// The headers. Authorization shows only its scheme; other headers with a key are masked.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The JSON body, with data URIs cut off after their media type; null without one.</summary>
    public string? Body => Json?.ToString(Formatting.None);

    /// <summary>The status code of the answer; 0 if none was sent.</summary>
    public int StatusCode { get; internal init; }

    /// <summary>The paths of the fields in the body that the contract does not know.</summary>
    public IReadOnlyList<string> UnknownFields { get; internal init; } = [];

    internal JToken? Json { get; init; }

    /// <summary>
    /// Reads the JSON body as the type that the client sends, with data URIs cut off after their media type.
    /// </summary>
    /// <typeparam name="T">A request of the client, such as <see cref="HailuoVideoRequest"/>.</typeparam>
    /// <returns>The request.</returns>
    /// <exception cref="InvalidOperationException">The body is missing, or is no such request.</exception>
    public T ReadBody<T>()
        where T : class
    {
        var body = Body ?? throw new InvalidOperationException($"{this} had no JSON body.");
        return CloudswayJson.TryRead<T>(body, out var request)
            ? request
            : throw new InvalidOperationException(
                $"The body of {this} is no {typeof(T).Name}. Its operation is {OperationId ?? "unknown"}."
            );
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Method} {Path} -> {(StatusCode == 0 ? "no answer" : StatusCode)}";
}
