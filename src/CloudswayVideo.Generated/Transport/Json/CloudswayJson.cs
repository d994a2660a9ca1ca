using System.Diagnostics.CodeAnalysis;
using CloudswayVideo.Transport.Json;

namespace CloudswayVideo;

/// <summary>
/// Reads JSON as the clients do: with every field name of the contract, and with numbers, dates and flags also as text.
/// </summary>
public static partial class CloudswayJson
{
    /// <summary>Reads a request or a reply.</summary>
    /// <typeparam name="T">A class of the contract, such as <see cref="CloudswayVideo.ApiError"/>.</typeparam>
    /// <param name="json">The JSON text.</param>
    /// <param name="value">The object; null if the text is not JSON, or not a JSON object of this kind.</param>
    /// <returns>True if the text could be read.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static bool TryRead<T>(string json, [NotNullWhen(true)] out T? value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        return WireJson.TryRead(json, out value);
    }
}
