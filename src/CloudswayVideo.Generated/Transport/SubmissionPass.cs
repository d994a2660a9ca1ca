namespace CloudswayVideo.Transport;

/// <summary>
/// Lets each request for a paid job through to the network once, below all handlers of the application: one that
/// repeats requests, or sends copies of them, cannot submit a job twice.
/// </summary>
internal sealed class SubmissionPass(HttpMessageHandler network) : DelegatingHandler(network)
{
    private static readonly HttpRequestOptionsKey<SubmissionPass.Ticket> Key = new(
        "CloudswayVideo.Submission"
    );

    public static void Give(HttpRequestMessage submission) =>
        submission.Options.Set(Key, new Ticket());

    public static InvalidOperationException SentBefore() =>
        new("A submission is sent once; a handler tried to repeat it.");

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            ? base.SendAsync(request, cancellationToken)
        : request.Options.TryGetValue(Key, out var ticket) && ticket.Use()
            ? base.SendAsync(request, cancellationToken)
        : throw SentBefore();

    private sealed class Ticket
    {
        private int _used;

        public bool Use() => Interlocked.Exchange(ref _used, 1) == 0;
    }
}
