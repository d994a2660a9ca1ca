namespace CloudswayVideo;

/// <summary>
/// Options of a single call: further headers, further query parameters, another timeout. They are checked and copied
/// before anything is sent, so later changes have no effect on a running call.
/// </summary>
public sealed class RequestOptions
{
    /// <summary>
    /// The time limit of the call, above zero and at most one day. By default null: <see
    /// cref="CloudswayOptions.SubmitTimeout"/> or <see cref="CloudswayOptions.RequestTimeout"/> applies.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Further headers by name, case-insensitive, for example an id for the log of a proxy; none by default. A value is
    /// ASCII text of at most 8192 characters. Refused are headers that the client sends itself, that could carry a key
    /// (Authorization), that control the connection or describe the body, and values that contain the access key.
    /// </summary>
    public IDictionary<string, string> Headers { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Further query parameters by name; none by default. They are escaped; name and value together may then have at
    /// most 8192 characters. Refused are names of the operation's own parameters, and values that contain the access
    /// key.
    /// </summary>
    public IDictionary<string, string> Query { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
