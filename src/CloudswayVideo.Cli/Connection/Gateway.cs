using System.CommandLine;
using CloudswayVideo.Cli.Batch;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli;

/// <summary>
/// The gateway that the arguments name, or the embedded mock that stands in for it during one command.
/// </summary>
internal sealed class Gateway : IAsyncDisposable
{
    private static readonly TimeSpan MockJobDuration = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MockInterval = TimeSpan.FromMilliseconds(250);

    private readonly ParseResult _arguments;
    private readonly Terminal _terminal;
    private readonly CloudswayMock? _mock;

    // One for all clients: the gateway counts the account, not the endpoint.
    private readonly RequestBudget? _budget;
    private AccessKey? _key;

    private Gateway(ParseResult arguments, Terminal terminal, CloudswayMock? mock)
    {
        _arguments = arguments;
        _terminal = terminal;
        _mock = mock;
        Journal = JobJournal.Of(arguments, terminal, isMock: mock is not null);
        Notices = text => terminal.Say(text);
        _budget = arguments.GetValue(BatchOptions.RequestsPerMinute) is > 0 and var requests
            ? new RequestBudget(requests, TimeSpan.FromMinutes(1), terminal.Time)
            : null;
    }

    public bool IsMock => _mock is not null;

    /// <summary>Where the key came from, once it was needed.</summary>
    public string KeySource => IsMock ? "nowhere, the mock takes any" : _key?.Source ?? "nowhere";

    /// <summary>Receives the message that a request is sent again, and why.</summary>
    public Action<string> Notices { get; set; } = _ => { };

    /// <summary>Where the ids of jobs are kept.</summary>
    public JobJournal Journal { get; }

    /// <exception cref="CommandException">A mock and another gateway are named.</exception>
    public static async Task<Gateway> OpenAsync(
        ParseResult arguments,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        if (!arguments.GetValue(GatewayOptions.Mock))
        {
            return new Gateway(arguments, terminal, mock: null);
        }

        if (arguments.GetValue(GatewayOptions.BaseUrl) is not null)
        {
            throw new CommandException(
                "--mock is a gateway of its own, and --base-url names another. Give one of the two."
            );
        }

        // The journal outlives this mock, and each of its jobs needs an id of its own.
        var options = new CloudswayMockOptions
        {
            JobDuration = MockJobDuration,
            TimeProvider = terminal.Time,
            Seed = Random.Shared.Next(),
        };
        return new Gateway(
            arguments,
            terminal,
            await CloudswayMock.StartAsync(options, cancellationToken)
        );
    }

    /// <summary>What a client is made with.</summary>
    /// <param name="family">The family.</param>
    /// <param name="known">What the journal knows of the job; options win over it, and it over the environment.</param>
    /// <param name="needsKey">False where nothing will be sent.</param>
    /// <exception cref="CommandException">The endpoint or the key is not known.</exception>
    public CloudswayOptions OptionsFor(
        Family family,
        JournalEntry? known = null,
        bool needsKey = true
    ) => OptionsAt(family, EndpointFor(family, known), known, needsKey);

    private CloudswayOptions OptionsAt(
        Family family,
        string endpoint,
        JournalEntry? known = null,
        bool needsKey = true
    ) =>
        new()
        {
            // Read once: standard input has it only once.
            AccessKey =
                IsMock || !needsKey
                    ? "none"
                    : (
                        _key ??= AccessKey.Read(
                            _terminal,
                            _arguments.GetValue(GatewayOptions.KeyFromInput)
                        )
                    ).Value,
            EndpointPath = endpoint,
            BaseUrl = MockUrlFor(family, endpoint) ?? BaseUrlFor(family, known),
            InsecureHost = InsecureHost,
            TimeProvider = _terminal.Time,
            Polling = Polling(),
            RequestBudget = _budget,
            LoggerFactory = new RetryNotices(text => Notices(text)),
        };

    /// <summary>A client of the place that the options or the journal name.</summary>
    public FamilyClient ClientFor(Family family, JournalEntry? known = null) =>
        family.CreateClient(OptionsFor(family, known), null);

    /// <summary>A client of a known endpoint, whatever the options say.</summary>
    public FamilyClient ClientAt(Family family, string endpoint) =>
        family.CreateClient(OptionsAt(family, endpoint), null);

    /// <summary>What the journal knows of a job; null if it was not submitted from here.</summary>
    /// <exception cref="CommandException">The journal names another gateway than the user does.</exception>
    public async Task<JournalEntry?> FindAsync(
        string id,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var entry = await Journal.FindAsync(id, cancellationToken);
        terminal.Say(Journal.Problems);
        // The journal of the data folder is the user's own; another may come from anywhere.
        if (entry is not null && _arguments.GetValue(GatewayOptions.Journal) is not null)
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
    /// Checks that a file does not send the key elsewhere than the user does: it may have been made by somebody else.
    /// </summary>
    /// <param name="claimed">Where the file says that a job was submitted.</param>
    /// <param name="current">Where the user says that the gateway is.</param>
    /// <param name="subject">The beginning of the message.</param>
    /// <exception cref="CommandException">They are two hosts.</exception>
    public void CheckHost(string? claimed, Uri current, string subject)
    {
        if (IsMock || claimed is null)
        {
            return;
        }

        var (before, now) = (
            Uri.TryCreate(claimed, UriKind.Absolute, out var url) ? Server(url) : claimed,
            Server(current)
        );
        if (before != now)
        {
            throw new CommandException(
                $"{subject} was submitted to \"{before}\", and the gateway is \"{now}\" now. Your "
                    + "access key was not sent there. If that is your gateway too, name it with --base-url."
            );
        }
    }

    public Uri BaseUrlFor(Family family, JournalEntry? known = null)
    {
        var text =
            _arguments.GetValue(GatewayOptions.BaseUrl)
            ?? known?.BaseUrl
            ?? _terminal.Variable(CloudswayOptions.BaseUrlVariable);
        return _mock?.BaseUrl
            ?? (
                string.IsNullOrEmpty(text) ? family.DefaultBaseUrl
                : Uri.TryCreate(text, UriKind.Absolute, out var url) ? Safe(url)
                : throw new CommandException(
                    $"The base URL is \"{text}\"; give an absolute one, such as {family.DefaultBaseUrl}."
                )
            );
    }

    // Where no path names an endpoint, the mock learns of the scenario by the base URL.
    private Uri? MockUrlFor(Family family, string endpoint) =>
        (_mock as IGatewayStandIn)
            ?.ClientOptions(family.DefaultBaseUrl, family.HasEndpointPath, endpoint, null)
            .BaseUrl;

    private static string Server(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped).ToLowerInvariant();

    private string? InsecureHost =>
        _arguments.GetValue(GatewayOptions.InsecureHost)
        ?? _terminal.Variable(CloudswayOptions.InsecureHostVariable);

    // The client refuses it too, in words of a program.
    private Uri Safe(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps ? url
        : url.Scheme != Uri.UriSchemeHttp
            ? throw new CommandException(
                $"The base URL has the scheme \"{url.Scheme}\". Give an absolute one that begins with https://."
            )
        : url.IsLoopback || url.IdnHost.Equals(InsecureHost, StringComparison.OrdinalIgnoreCase)
            ? url
        : throw new CommandException(
            $"The base URL begins with http://{url.Host}. Use https; http is allowed on this machine "
                + "only, because the access key travels with each request. For a mock in a container "
                + $"beside this one, name its host: {GatewayOptions.InsecureHost.Name} {url.Host}"
        );

    /// <summary>
    /// Adds a job that was submitted before to the embedded mock, which knows only the jobs of its own process.
    /// </summary>
    public void TakeUp(Family family, string id, string endpoint, DateTimeOffset submittedAt)
    {
        var age = _terminal.Time.GetUtcNow() - submittedAt;
        _mock?.AddJob(family.Name, id, endpoint, age > TimeSpan.Zero ? age : TimeSpan.Zero);
    }

    /// <summary>How to come back to a job.</summary>
    public string[] Resuming(string id) =>
        [
            $"Job {id} goes on. To fetch its video:",
            $"  cloudsway-video download {id}"
                + (IsMock ? " --mock" : "")
                + Again(GatewayOptions.Journal)
                + Again(GatewayOptions.BaseUrl)
                + Again(GatewayOptions.InsecureHost),
        ];

    private string Again(Option<string?> option) =>
        _arguments.GetValue(option) is { } value ? $" {option.Name} \"{value}\"" : "";

    public ValueTask DisposeAsync() => _mock?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string CheckScenario(string name) =>
        MockScenario.Find(name)?.Name
        ?? throw new CommandException(
            $"There is no scenario \"{name}\"; there are "
                + $"{string.Join(", ", MockScenario.All.Select(scenario => scenario.Name))}."
        );

    /// <exception cref="CommandException">None is known, or it can be none.</exception>
    public string EndpointFor(Family family, JournalEntry? known = null)
    {
        var given = _arguments.GetValue(GatewayOptions.Endpoint);
        if (IsMock)
        {
            return given is null
                ? known?.Endpoint ?? MockScenario.Success.Name
                : CheckScenario(given);
        }

        if (!family.HasEndpointPath)
        {
            return given is null
                ? ""
                : throw new CommandException(
                    $"{family.Name} has no endpoint paths. Leave {GatewayOptions.Endpoint.Name} out; "
                        + "a field of the request names the model."
                );
        }

        var endpoint =
            given
            ?? known?.Endpoint
            ?? _terminal.Variable(family.EndpointVariable)
            ?? throw new CommandException(
                $"No endpoint path for {family.Name}. Give --endpoint, or set "
                    + $"{family.EndpointVariable}, to the segment that Cloudsway issued for the model."
            );
        return endpoint.Contains('/', StringComparison.Ordinal)
            ? throw new CommandException(
                $"The endpoint path of {family.Name} is \"{endpoint}\". Give only the one segment "
                    + "that Cloudsway issued for the model, without slashes; the gateway is named by "
                    + "--base-url."
            )
            : endpoint;
    }

    private PollingOptions Polling()
    {
        var polling = new PollingOptions();
        polling.Timeout = _arguments.GetResult(GatewayOptions.Timeout) is null
            ? polling.Timeout
            : _arguments.GetValue(GatewayOptions.Timeout);
        polling.Interval = IsMock ? MockInterval : polling.Interval;
        return polling;
    }
}
