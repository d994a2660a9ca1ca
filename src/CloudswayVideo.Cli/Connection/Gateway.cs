using System.CommandLine;
using CloudswayVideo.Cli.Batch;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli;

/// <summary>The gateway that the arguments name, or an embedded mock that replaces it for one command.</summary>
internal sealed partial class Gateway : IAsyncDisposable
{
    private static readonly TimeSpan MockJobDuration = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MockInterval = TimeSpan.FromMilliseconds(250);

    private const int ShortestPart = 4;
    private const int SimilarIds = 3;

    private readonly CommandRun _run;
    private readonly CloudswayMock? _mock;

    private AccessKey? _key;

    private Gateway(CommandRun run, CloudswayMock? mock)
    {
        _run = run;
        _mock = mock;
        Journal = JobJournal.FromOptions(run, isMock: mock is not null);
        Notices = text => run.Terminal.Say(text);
        Budget = run.Get(BatchOptions.RequestsPerMinute) is > 0 and var requests
            ? new RunBudget(requests, run.Terminal.Time)
            : null;
    }

    public bool IsMock => _mock is not null;

    /// <summary>Where the key comes from, once it was needed.</summary>
    public string KeySource => IsMock ? "nowhere, the mock takes any" : _key?.Source ?? "nowhere";

    /// <summary>Receives the message that a request is sent again, and why.</summary>
    public Action<string> Notices { get; set; } = _ => { };

    /// <summary>
    /// The limit of requests; null without one. All clients share it, because the gateway counts the requests of the
    /// account and not of the endpoint.
    /// </summary>
    public RunBudget? Budget { get; }

    /// <summary>The journal of the ids of jobs.</summary>
    public JobJournal Journal { get; }

    /// <exception cref="CommandException">The arguments name both a mock and another gateway.</exception>
    public static async Task<Gateway> OpenAsync(CommandRun run)
    {
        if (!run.Get(JournalOptions.Mock))
        {
            return new Gateway(run, mock: null);
        }

        if (run.Get(GatewayOptions.BaseUrl) is not null)
        {
            throw new CommandException(
                "--mock is itself a gateway, and --base-url names another. Give one of the two."
            );
        }

        // The journal outlives this mock, so that the next one must not give the same ids again.
        var options = new CloudswayMockOptions
        {
            JobDuration = MockJobDuration,
            TimeProvider = run.Terminal.Time,
            Seed = Random.Shared.Next(),
        };
        return new Gateway(run, await CloudswayMock.StartAsync(options, run.CancellationToken));
    }

    /// <summary>
    /// The options of a client. Command-line options win over the journal, the journal over the environment.
    /// </summary>
    /// <exception cref="CommandException">The endpoint or the key is missing.</exception>
    public CloudswayOptions OptionsFor(
        Family family,
        JournalEntry? entry = null,
        bool needsKey = true,
        string? endpoint = null
    )
    {
        endpoint ??= EndpointFor(family, entry);
        return new()
        {
            // The key is kept, because standard input can be read only once.
            AccessKey = IsMock || !needsKey ? "none" : (_key ??= AccessKey.Read(_run)).Value,
            EndpointPath = endpoint,
            BaseUrl = MockUrlFor(family, endpoint) ?? BaseUrlFor(family, entry),
            InsecureHost = InsecureHost,
            TimeProvider = _run.Terminal.Time,
            Polling = Polling(),
            RequestBudget = Budget?.ForClients,
            LoggerFactory = new RetryNotices(text => Notices(text)),
        };
    }

    /// <summary>A client for a given endpoint; --endpoint is ignored.</summary>
    public CloudswayClient ClientAt(Family family, string endpoint) =>
        family.CreateClient(OptionsFor(family, endpoint: endpoint));

    /// <summary>A job's last entry in the journal; null if the job was not submitted from here.</summary>
    /// <exception cref="CommandException">The journal names another gateway than the user does.</exception>
    public async Task<JournalEntry?> FindAsync(string id)
    {
        var entry = await Journal.FindAsync(id, _run.CancellationToken);
        _run.Terminal.Say(Journal.Problems);
        // The journal in the data folder is the user's own. Another journal may come from another person.
        if (entry is not null && _run.Get(JournalOptions.Journal) is not null)
        {
            CheckHost(
                entry.BaseUrl,
                BaseUrlFor(Family.Named(entry.Family)),
                $"{Journal.Path} says that job {id}"
            );
        }

        return entry;
    }

    /// <summary>
    /// Tells that the journal has no such job, and where it or one of a similar id is, or else gives the advice.
    /// </summary>
    public async Task<string> NotInJournalAsync(string id, string advice)
    {
        // A part of an id, or more than the id, is what copying with the mouse takes.
        var similar = (await Journal.ReadAsync(_run.CancellationToken))
            .Select(entry => entry.Id)
            .OfType<string>()
            .Distinct()
            .Where(known =>
                id.Length >= ShortestPart && known.Contains(id, StringComparison.Ordinal)
                || id.Contains(known, StringComparison.Ordinal)
            )
            .TakeLast(SimilarIds)
            .ToList();
        var other = JobJournal.FromOptions(_run, isMock: !IsMock);
        var hint =
            similar.Count > 0 ? $"Did you mean {string.Join(" or ", similar)}?"
            : !await other.HasAsync(id, _run.CancellationToken) ? advice
            : IsMock ? "It is a job of the gateway: leave out --mock."
            : "It is a job of the embedded mock: add --mock.";
        return $"Job \"{id}\" is not in the journal {Journal.Path}. {hint}";
    }

    /// <summary>
    /// Adds an earlier job to the embedded mock, if there is one: it knows only the jobs of this process.
    /// </summary>
    public void AddToMock(Family family, string id, string endpoint, DateTimeOffset submittedAt)
    {
        var age = _run.Terminal.Time.GetUtcNow() - submittedAt;
        _mock?.AddJob(family.Name, id, endpoint, age > TimeSpan.Zero ? age : TimeSpan.Zero);
    }

    /// <summary>Tells how to return to a job that runs on.</summary>
    public string[] ResumeLines(string id) =>
        [
            $"Job {id} goes on. To fetch its video:",
            $"  cloudsway-video download {id}"
                + (IsMock ? " --mock" : "")
                + AsTyped(JournalOptions.Journal)
                + AsTyped(GatewayOptions.BaseUrl)
                + AsTyped(GatewayOptions.InsecureHost),
        ];

    private string AsTyped(Option<string?> option) =>
        _run.Get(option) is { } value ? $" {option.Name} \"{value}\"" : "";

    public ValueTask DisposeAsync() => _mock?.DisposeAsync() ?? ValueTask.CompletedTask;

    private PollingOptions Polling()
    {
        var polling = new PollingOptions();
        polling.Timeout = _run.Arguments.GetResult(GatewayOptions.Timeout) is null
            ? polling.Timeout
            : _run.Get(GatewayOptions.Timeout);
        polling.Interval = IsMock ? MockInterval : polling.Interval;
        return polling;
    }
}
