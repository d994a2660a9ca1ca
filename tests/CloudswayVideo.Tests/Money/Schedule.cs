using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>A handler in the user's chain.</summary>
internal enum UserHandler
{
    /// <summary>Reads the body of each request before it is sent, for example to log it.</summary>
    ReadsRequest,

    /// <summary>Reads the body of each reply before the client does.</summary>
    ReadsReply,

    /// <summary>Repeats requests that failed.</summary>
    Repeats,

    /// <summary>Sends each request twice and returns the second reply.</summary>
    SendsTwice,

    /// <summary>The standard resilience pipeline of Microsoft's package.</summary>
    Resilience,
}

/// <summary>The place where the user's handlers are added.</summary>
internal enum Chain
{
    /// <summary>There are no handlers; the client uses its default HTTP client.</summary>
    None,

    /// <summary>In an HttpClient that is passed to the client.</summary>
    OwnHttpClient,

    /// <summary>Added to the API client of the container.</summary>
    Container,

    /// <summary>Added to all HTTP clients of the container.</summary>
    ContainerDefaults,

    /// <summary>Added by a filter of the container.</summary>
    BuilderFilter,
}

/// <summary>When the caller cancels: during which request, counted from 1.</summary>
internal sealed record Cancelling(int Request, Moment Moment);

/// <summary>
/// Everything that happens to one job, as data: the faults of the gateway for each submission, question and download,
/// the handlers in between, and when the caller cancels. After the last fault the gateway works.
/// </summary>
internal sealed record Schedule(
    Arrival[] Arrivals,
    GatewayReply[] Answers,
    GatewayReply[] Downloads,
    Chain Chain,
    UserHandler[] Handlers,
    Cancelling? Cancelling,
    bool HasImage
)
{
    private static readonly GatewayReply Plain = new(200, "");

    /// <summary>Simpler schedules: each with one fault less, or one simpler.</summary>
    public IEnumerable<Schedule> Smaller()
    {
        var whole = this;
        return new[]
        {
            this with
            {
                Downloads = [],
            },
            this with
            {
                Answers = [],
            },
            this with
            {
                Cancelling = null,
            },
            this with
            {
                HasImage = false,
            },
            this with
            {
                Chain = Chain.None,
                Handlers = [],
            },
        }
            .Concat(Fewer(Handlers).Select(fewer => whole with { Handlers = fewer }))
            .Concat(Fewer(Arrivals).Select(fewer => whole with { Arrivals = fewer }))
            .Concat(Fewer(Answers).Select(fewer => whole with { Answers = fewer }))
            .Concat(Fewer(Downloads).Select(fewer => whole with { Downloads = fewer }))
            .Concat(
                Each(
                        Arrivals,
                        one => Plainer(one.Reply).Select(reply => one with { Reply = reply })
                    )
                    .Where(all => all.All(one => !one.Accepts || !Refusals.Tells(one.Reply)))
                    .Select(plainer => whole with { Arrivals = plainer })
            )
            .Concat(Each(Answers, Plainer).Select(plainer => whole with { Answers = plainer }))
            .Concat(Each(Downloads, Plainer).Select(plainer => whole with { Downloads = plainer }))
            .Where(smaller => smaller.ToString() != whole.ToString());
    }

    public override string ToString() =>
        $"""
                submissions: {Join(
                Arrivals.Select(one =>
                    $"{(one.Accepts ? "accepted" : "not accepted")}, {Text(one.Reply)}"
                )
            )}
                questions:   {Join(Answers.Select(Text))}
                downloads:   {Join(Downloads.Select(Text))}
                chain:       {Chain} [{string.Join(", ", Handlers)}]{(
                HasImage ? ", with an image" : ""
            )}
                cancelling:  {Cancelling?.ToString() ?? "never"}
            """;

    private static IEnumerable<T[]> Fewer<T>(T[] all) =>
        all.Select((_, place) => (T[])[.. all[..place], .. all[(place + 1)..]]);

    private static IEnumerable<T[]> Each<T>(T[] all, Func<T, IEnumerable<T>> plainer) =>
        all.SelectMany(
            (one, place) =>
                plainer(one).Select(other => (T[])[.. all[..place], other, .. all[(place + 1)..]])
        );

    private static IEnumerable<GatewayReply> Plainer(GatewayReply reply) =>
        [
            reply with
            {
                Delivery = Plain.Delivery,
            },
            reply with
            {
                Headers = Plain.Headers,
            },
            reply with
            {
                ContentType = Plain.ContentType,
            },
            reply with
            {
                StatusCode = Plain.StatusCode,
            },
        ];

    private static string Text(GatewayReply reply) =>
        $"{reply.StatusCode} {reply.Delivery} "
        + $"{(reply.ContentType == Plain.ContentType ? "" : reply.ContentType)} "
        + $"{reply.Headers.TrimEnd()} {reply.Body}";

    private static string Join(IEnumerable<string> lines) =>
        string.Join("\n                 ", lines.DefaultIfEmpty("well"));
}
