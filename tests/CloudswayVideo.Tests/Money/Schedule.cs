using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>What a handler in the user's chain does.</summary>
internal enum UserHandler
{
    /// <summary>Reads the body of each request before it is sent, as one that logs it does.</summary>
    ReadsRequest,

    /// <summary>Reads the body of each reply before the client does.</summary>
    ReadsReply,

    /// <summary>Sends again what failed.</summary>
    Repeats,

    /// <summary>Sends everything twice and keeps the second reply.</summary>
    SendsTwice,

    /// <summary>The resilience pipeline that Microsoft's package has as its standard.</summary>
    Resilience,
}

/// <summary>How the user's handlers come to be in the chain.</summary>
internal enum Chain
{
    /// <summary>There are none; the client has connections of its own.</summary>
    None,

    /// <summary>In an HttpClient that is handed to the client.</summary>
    OwnHttpClient,

    /// <summary>Added to the API client of the container.</summary>
    Container,

    /// <summary>Added to all HTTP clients of the container.</summary>
    ContainerDefaults,

    /// <summary>Added by a filter of the container.</summary>
    BuilderFilter,
}

/// <summary>When the caller cancels: in the course of which request, counted from 1.</summary>
internal sealed record Cancelling(int Request, Moment Moment);

/// <summary>
/// All that happens to one job, as data: what the gateway does with each submission, question and download until it is
/// well again, what stands between, and when the caller gives up.
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

    /// <summary>The same with one thing less, or one thing plainer.</summary>
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
