using System.Diagnostics.CodeAnalysis;
using CloudswayVideo.Transport.Json;

namespace CloudswayVideo;

/// <summary>Reads JSON as the clients do: every spelling and type that the contract knows of.</summary>
public static partial class CloudswayJson
{
    /// <summary>Reads a request or a reply.</summary>
    /// <typeparam name="T">A type of the contract, such as <see cref="CloudswayVideo.ApiError"/>.</typeparam>
    /// <param name="json">The JSON text.</param>
    /// <param name="value">What was read; null if the text is not JSON, or another kind of value.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryRead<T>(string json, [NotNullWhen(true)] out T? value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        return WireJson.TryRead(json, out value);
    }
}
