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

    public static void Attach(HttpRequestMessage submission) =>
        submission.Options.Set(Key, new Ticket());

    public static InvalidOperationException AlreadySent() =>
        new(
            "A handler of the HTTP client tried to repeat a submission, which is sent at most once. Remove that "
                + "handler from this client, or let it pass POST requests unchanged."
        );

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            ? base.SendAsync(request, cancellationToken)
        : request.Options.TryGetValue(Key, out var ticket) && ticket.Use()
            ? base.SendAsync(request, cancellationToken)
        : throw AlreadySent();

    private sealed class Ticket
    {
        private int _used;

        public bool Use() => Interlocked.Exchange(ref _used, 1) == 0;
    }
}
