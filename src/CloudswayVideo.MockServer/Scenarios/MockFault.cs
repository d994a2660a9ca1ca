namespace CloudswayVideo.MockServer;

/// <summary>
/// What goes wrong with one call. With a <see cref="Refusal"/> or a <see cref="LostRequest"/> the call has no effect:
/// no job is made. Every other fault hits only the answer: a submission has made its job, and the caller does not learn
/// its id.
/// </summary>
public sealed record MockFault
{
    internal MockFault(FaultKind kind) => Kind = kind;

    /// <summary>The connection is reset before a byte of the answer was sent.</summary>
    public static MockFault Reset { get; } = new(FaultKind.Reset);

    /// <summary>
    /// The call has no effect, and the connection is reset. The caller sees the same as with a reset.
    /// </summary>
    public static MockFault LostRequest { get; } = new(FaultKind.LostRequest);

    /// <summary>No answer comes, until the caller gives up or the mock is stopped.</summary>
    public static MockFault Silence { get; } = new(FaultKind.Silence);

    /// <summary>Half of the announced body comes, then the connection is closed.</summary>
    public static MockFault Truncated { get; } = new(FaultKind.Truncated);

    /// <summary>The answer is complete for HTTP, but its body is only the first half.</summary>
    public static MockFault HalfBody { get; } = new(FaultKind.HalfBody);

    /// <summary>The whole body comes, then the connection is reset instead of ended.</summary>
    public static MockFault ResetAfterBody { get; } = new(FaultKind.ResetAfterBody);

    /// <summary>
    /// The whole body comes, but does not end until the caller gives up or the mock is stopped.
    /// </summary>
    public static MockFault EndlessBody { get; } = new(FaultKind.EndlessBody);

    /// <summary>The answer is right, but compressed with gzip even if the caller does not accept that.</summary>
    public static MockFault Gzip { get; } = new(FaultKind.Gzip);

    /// <summary>A question about a job is redirected to the URL of its video.</summary>
    internal static MockFault Redirect { get; } = new(FaultKind.Redirect);

    internal FaultKind Kind { get; }

    internal int StatusCode { get; private init; }

    internal string? Example { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    /// <summary>The status of a refusal if the contract has no such example; null makes the call fail.</summary>
    internal int? StatusCodeWithoutExample { get; private init; }

    internal string Body { get; private init; } = "";

    internal string ContentType { get; private init; } = "";

    internal TimeSpan Duration { get; private init; }

    /// <summary>The call is refused, with an error that the contract documents.</summary>
    /// <param name="statusCode">A status code of the operation; 200 for an error in the body alone.</param>
    /// <param name="example">The name of the contract's example; by default the first one of the status code.</param>
    /// <param name="retryAfter">
    /// When to ask again, in whole seconds; by default 1 second for 429, and nothing otherwise.
    /// </param>
    /// <returns>The fault.</returns>
    public static MockFault Refusal(
        int statusCode,
        string? example = null,
        TimeSpan? retryAfter = null
    ) =>
        new(FaultKind.Refusal)
        {
            StatusCode = statusCode,
            Example = example,
            RetryAfter = retryAfter,
        };

    /// <summary>A refusal for any contract. If the contract documents no such reply, the mock makes one.</summary>
    internal static MockFault AnyRefusal(
        int statusCode,
        string? example = null,
        int? statusCodeWithoutExample = null,
        TimeSpan? retryAfter = null
    ) =>
        Refusal(statusCode, example, retryAfter) with
        {
            StatusCodeWithoutExample = statusCodeWithoutExample ?? statusCode,
        };

    /// <summary>Something between the service and the caller, such as a proxy, answers.</summary>
    /// <param name="statusCode">Any status code.</param>
    /// <param name="body">The body, such as a page of a proxy.</param>
    /// <param name="contentType">The media type of the body.</param>
    /// <returns>The fault.</returns>
    public static MockFault Interception(
        int statusCode,
        string body,
        string contentType = "text/html"
    ) =>
        new(FaultKind.Interception)
        {
            StatusCode = statusCode,
            Body = body,
            ContentType = contentType,
        };

    /// <summary>
    /// The body is right, but the status code is another one, as from a service that accepts a job and then reports an
    /// error.
    /// </summary>
    /// <param name="statusCode">Any status code.</param>
    /// <returns>The fault.</returns>
    public static MockFault OtherStatus(int statusCode) =>
        new(FaultKind.OtherStatus) { StatusCode = statusCode };

    /// <summary>The answer is right, but its body comes slowly.</summary>
    /// <param name="duration">
    /// The time that the body takes, by the clock of <see cref="CloudswayMockOptions.TimeProvider"/>.
    /// </param>
    /// <returns>The fault.</returns>
    public static MockFault Dribble(TimeSpan duration) =>
        new(FaultKind.Dribble) { Duration = duration };
}
