namespace CloudswayVideo.Contract.Drift;

/// <summary>An overlay, made from captures, with which the contract describes everything in them.</summary>
/// <param name="Text">The overlay as YAML; null if there was nothing to learn.</param>
/// <param name="Learnt">The findings that the overlay settles.</param>
/// <param name="Open">The findings that a person has to decide on.</param>
public sealed record LearntOverlay(
    string? Text,
    IReadOnlyList<DriftFinding> Learnt,
    IReadOnlyList<DriftFinding> Open
)
{
    // The parts of a new object are found only once the object is learnt.
    private const int MostRounds = 10;

    /// <summary>Learns from captures.</summary>
    /// <param name="contract">The contract, which differs from them.</param>
    /// <param name="captures">The captures. They are masked again, because another tool may have recorded them.</param>
    /// <param name="cancellationToken">Ends the learning.</param>
    /// <returns>The overlay, with the findings that it settles and those that it does not.</returns>
    /// <exception cref="ContractException">
    /// The contract is wrong once the overlay is applied; the message says why.
    /// </exception>
    public static async Task<LearntOverlay> OfAsync(
        ContractDocument contract,
        IReadOnlyList<ContractExchange> captures,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(captures);
        var mask = new ExchangeMask();
        var masked = captures.Select(one => mask.Mask(contract, one)).ToList();
        var (current, lessons) = (contract, new List<Lesson>());
        var (learnt, open) = (new List<DriftFinding>(), new List<DriftFinding>());
        var tried = new HashSet<(DriftFinding, int)>();
        for (var round = 0; round < MostRounds; round++)
        {
            var more = LearnOnce(current, [.. captures.Zip(masked)], tried, learnt, open);
            if (more.Count == 0)
            {
                break;
            }

            lessons.AddRange(more);
            current = await WithAsync(current, more, cancellationToken).ConfigureAwait(false);
        }

        lessons.AddRange(Examples(contract, current, masked));
        if (lessons.Count == 0)
        {
            return new LearntOverlay(null, learnt, open);
        }

        await WithAsync(contract, lessons, cancellationToken).ConfigureAwait(false);
        return new LearntOverlay(TextOf(lessons, masked), learnt, open);
    }

    private static List<Lesson> LearnOnce(
        ContractDocument contract,
        List<(ContractExchange Whole, ContractExchange Masked)> captures,
        HashSet<(DriftFinding, int)> tried,
        List<DriftFinding> learnt,
        List<DriftFinding> open
    )
    {
        var lessons = new Dictionary<string, Lesson>();
        var retyped = new Dictionary<string, string>();
        var before = tried.ToHashSet();
        var slowest = captures
            .GroupBy(one => OperationOf(contract, one.Masked))
            .ToDictionary(
                group => group.Key,
                group => group.Max(one => one.Masked.Elapsed ?? TimeSpan.Zero)
            );
        foreach (var (whole, exchange) in captures)
        {
            var actions = new Lessons(contract, slowest[OperationOf(contract, exchange)]);
            var found = Found(contract, whole, exchange);
            // In a reply with a new status code, only the code is learnt now; the rest follows in the next round.
            var first = found.FirstOrDefault(one =>
                one is { Finding.Kind: DriftKind.UnknownCode, Place: null }
            );
            foreach (var drift in first is null ? found : [first])
            {
                // Each status code may have its own schema.
                var what = (drift.Finding, exchange.StatusCode);
                if (open.Contains(drift.Finding) || tried.Contains(what) && !before.Contains(what))
                {
                    continue;
                }

                // A finding that was tried in an earlier round and is made again was not learnt.
                var taught = before.Contains(what) ? [] : actions.For(drift, exchange);
                if (
                    drift.Finding.Kind == DriftKind.OtherType
                    && taught is [.., var last]
                    && !retyped.TryAdd(last.Target, last.Text)
                    && retyped[last.Target] != last.Text
                )
                {
                    // A second type of the same place is learnt in the next round.
                    continue;
                }

                tried.Add(what);
                learnt.Remove(drift.Finding);
                (taught.Count > 0 ? learnt : open).Add(drift.Finding);
                foreach (var lesson in taught)
                {
                    // If a field was seen with two types, the second is learnt in the next round.
                    lessons.TryAdd(lesson.Key, lesson);
                }
            }
        }

        return [.. lessons.Values];
    }

    // The mask changes lengths and unknown paths, so these are taken from the unmasked exchange; they hold no value.
    private static List<FoundDrift> Found(
        ContractDocument contract,
        ContractExchange whole,
        ContractExchange masked
    ) =>
        [
            .. DriftCheck.FindPlaces(contract, masked).Where(one => !NeedsUnmasked(one)),
            .. DriftCheck.FindPlaces(contract, whole).Where(NeedsUnmasked),
        ];

    private static bool NeedsUnmasked(FoundDrift one) =>
        one.Finding.Kind is DriftKind.BrokenLimit or DriftKind.UnknownOperation;

    private static string OperationOf(ContractDocument contract, ContractExchange exchange) =>
        contract.Match(exchange.Method, exchange.Path)?.Operation.Id ?? "";

    // The replies of the service as examples, once the contract describes them completely.
    private static IEnumerable<Lesson> Examples(
        ContractDocument before,
        ContractDocument after,
        List<ContractExchange> captures
    )
    {
        var shown = new HashSet<string>();
        foreach (var exchange in captures.Where(one => one.ReplyBody is not null))
        {
            var found = DriftCheck
                .Find(before, exchange)
                .Where(one => one.Direction == DriftDirection.Reply && one.Path.Length > 0)
                .Select(one => one.ToString());
            var media = after
                .Tree.Content(new Lessons(after, TimeSpan.Zero).Reply(exchange))
                ?.Value;
            var news = string.Join('\n', found);
            if (
                news.Length == 0
                || media is null
                || media["example"] is not null
                || DriftCheck.Find(after, exchange).Count > 0
                || !shown.Add(news)
            )
            {
                continue;
            }

            var date = Lessons.SeenOn(exchange);
            yield return new Lesson(
                media,
                new JObject
                {
                    ["examples"] = new JObject
                    {
                        [$"seen_{shown.Count}_{date.Replace('-', '_').Replace(' ', '_')}"] =
                            new JObject
                            {
                                ["summary"] = $"Seen on {date}, masked",
                                ["value"] = exchange.ReplyBody!.DeepClone(),
                            },
                    },
                }
            );
        }
    }

    private static async Task<ContractDocument> WithAsync(
        ContractDocument contract,
        IReadOnlyList<Lesson> lessons,
        CancellationToken cancellationToken
    )
    {
        var changed = (JObject)contract.Document.DeepClone();
        Overlay.Parse(TextOf(lessons, []), "The learnt overlay").ApplyTo(changed);
        return await ContractDocument
            .ParseAsync(
                changed.ToString(),
                "The contract with the learnt overlay",
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private static string TextOf(IReadOnlyList<Lesson> lessons, List<ContractExchange> captures)
    {
        var last = Lessons.Day(captures.Max(one => one.SeenOn));
        return $$"""
            # Learnt from {{Words.Count(
                captures.Count,
                "captured call"
            )}}, the last of {{last}}, by "cloudsway-video contract learn".
            # It says what was seen, not what it means. Read it before you make a client of it, above all each GUESS.
            overlay: 1.0.0
            info: {title: "What the service did until {{last}}", version: 0.1.0}
            actions:
            {{string.Join("\n", lessons.Select(lesson => lesson.Text))}}

            """;
    }
}
