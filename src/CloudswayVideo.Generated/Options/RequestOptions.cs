namespace CloudswayVideo;

/// <summary>
/// What one call adds to what its client sends: headers, parameters of the query, a time of its own. All of it is
/// checked before anything is sent, and copied, so that later changes have no effect on a call under way.
/// </summary>
public sealed class RequestOptions
{
    /// <summary>
    /// How long the call may take, instead of <see cref="CloudswayOptions.SubmitTimeout"/> or <see
    /// cref="CloudswayOptions.RequestTimeout"/>: above zero and at most one day. Null, the default, leaves it at those.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Headers to be sent as well, by name in any case, such as an id for a proxy's log; none by default. A value is
    /// ASCII text of at most 8192 characters. Refused are headers that the client sends itself, those that could carry
    /// a key (Authorization), those that frame the message or belong to a body, and any value that holds the access
    /// key.
    /// </summary>
    public IDictionary<string, string> Headers { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Parameters to be added to the query, by name; none by default. They are escaped, and may have 8192 characters
    /// then. Refused are names that the operation has itself, and any value that holds the access key.
    /// </summary>
    public IDictionary<string, string> Query { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
