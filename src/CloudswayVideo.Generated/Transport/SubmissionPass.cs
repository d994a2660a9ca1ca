namespace CloudswayVideo.Transport;

/// <summary>
/// Sends each request for a paid job at most once. It is below all handlers of the application, so that a handler that
/// repeats or copies requests cannot submit a job twice.
/// </summary>
internal sealed class SubmissionPass(HttpMessageHandler network) : DelegatingHandler(network)
{
    private static readonly HttpRequestOptionsKey<SubmissionPass.Ticket> Key = new(
        "CloudswayVideo.Submission"
    );

    /// <summary>Lets a request pass: a submission once, a question as often as it is sent.</summary>
    public static void Attach(HttpRequestMessage request, bool isSubmission)
    {
        if (!IsFree(request.Method))
        {
            request.Options.Set(Key, new Ticket(isSubmission));
        }
    }

    public static InvalidOperationException AlreadySent() =>
        new(
            "A handler of the HTTP client tried to repeat a submission, which is sent at most once. Remove that "
                + "handler from this client, or let it pass POST requests unchanged."
        );

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        IsFree(request.Method) || request.Options.TryGetValue(Key, out var ticket) && ticket.Use()
            ? base.SendAsync(request, cancellationToken)
            : throw AlreadySent();

    private static bool IsFree(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head;

    private sealed class Ticket(bool isSubmission)
    {
        private int _used;

        public bool Use() => !isSubmission || Interlocked.Exchange(ref _used, 1) == 0;
    }
}
