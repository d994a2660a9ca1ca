namespace CloudswayVideo.MockServer;

/// <summary>
/// What goes wrong with one call. A <see cref="Refusal"/> and a <see cref="LostRequest"/> come instead of an effect: no
/// job is made. Every other fault hits the answer alone, after the call took effect: a submission has made its job, and
/// nobody was told.
/// </summary>
public sealed record MockFault
{
    private MockFault(FaultKind kind) => Kind = kind;

    /// <summary>The connection is reset before a byte of the answer was sent.</summary>
    public static MockFault Reset { get; } = new(FaultKind.Reset);

    /// <summary>The connection is reset, and the call has no effect; the caller sees the same as of a reset.</summary>
    public static MockFault LostRequest { get; } = new(FaultKind.LostRequest);

    /// <summary>No answer comes, until the caller gives up or the mock is stopped.</summary>
    public static MockFault Silence { get; } = new(FaultKind.Silence);

    /// <summary>Half of the announced body comes, then the connection is reset.</summary>
    public static MockFault Truncated { get; } = new(FaultKind.Truncated);

    /// <summary>The answer is complete for HTTP, and its body is the first half of what it should be.</summary>
    public static MockFault HalfBody { get; } = new(FaultKind.HalfBody);

    /// <summary>The whole body comes, and then the connection is reset where the body should end.</summary>
    public static MockFault ResetAfterBody { get; } = new(FaultKind.ResetAfterBody);

    /// <summary>
    /// The whole body comes, and its end never does, until the caller gives up or the mock is stopped.
    /// </summary>
    public static MockFault EndlessBody { get; } = new(FaultKind.EndlessBody);

    /// <summary>The answer is right, and compressed with gzip whether or not the caller accepts that.</summary>
    public static MockFault Gzip { get; } = new(FaultKind.Gzip);

    /// <summary>A question about a job is redirected to where its video is.</summary>
    internal static MockFault Redirect { get; } = new(FaultKind.Redirect);

    internal FaultKind Kind { get; }

    internal int StatusCode { get; private init; }

    internal string? Example { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    /// <summary>What a refusal says where the contract has no such example of it; null fails the call then.</summary>
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

    /// <summary>A refusal for every contract: one that documents no such reply is answered by the mock's own.</summary>
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

    /// <summary>Something between service and caller answers in its own words.</summary>
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
    /// The body is right, and the status code is another, as of a service that accepts a job and then reports an
    /// error.
    /// </summary>
    /// <param name="statusCode">Any status code.</param>
    /// <returns>The fault.</returns>
    public static MockFault OtherStatus(int statusCode) =>
        new(FaultKind.OtherStatus) { StatusCode = statusCode };

    /// <summary>The answer is right, and its body dribbles.</summary>
    /// <param name="duration">
    /// How long the body takes, by the clock of <see cref="CloudswayMockOptions.TimeProvider"/>.
    /// </param>
    /// <returns>The fault.</returns>
    public static MockFault Dribble(TimeSpan duration) =>
        new(FaultKind.Dribble) { Duration = duration };
}
