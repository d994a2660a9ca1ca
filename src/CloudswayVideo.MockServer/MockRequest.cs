using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer;

/// <summary>A request that the mock received. Its access key is not kept, nor are the bytes of images.</summary>
public sealed class MockRequest
{
    internal MockRequest()
    {
    }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, with the query if there is one.</summary>
    public required string Path { get; init; }

    /// <summary>The id of the contract's operation; null if the request is for none.</summary>
    public string? OperationId { get; init; }

    /// <summary>The headers; Authorization shows the scheme alone.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The JSON body, in which data URIs are cut off after their media type; null if there was none.</summary>
    public string? Body { get; init; }

    /// <summary>The status code of the answer.</summary>
    public int StatusCode { get; internal set; }

    internal JToken? Json { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Path} -> {StatusCode}";
}
