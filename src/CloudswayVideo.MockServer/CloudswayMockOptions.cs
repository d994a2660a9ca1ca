using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.MockServer;

/// <summary>The options of a mock. The defaults suit a test.</summary>
public sealed class CloudswayMockOptions
{
    /// <summary>The address to listen at; a free port of the loopback interface by default.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>
    /// More host names that the mock answers for, such as the name of its service in a compose file; none by default.
    /// It always answers for "localhost", the loopback addresses and the host of <see cref="Url"/>. A request for
    /// another host gets a 421, because the host name of a foreign page may resolve to this machine and let it control
    /// the mock.
    /// </summary>
    public ICollection<string> AllowedHosts { get; } = [];

    /// <summary>
    /// The access key that requests must have; by default any key is accepted, but not a missing one.
    /// </summary>
    public string? AccessKey { get; set; }

    /// <summary>How long a job takes from submission to its end; one second by default.</summary>
    public TimeSpan JobDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many seconds pass for jobs and URLs in one second of the clock; 1 by default.</summary>
    public double TimeScale { get; set; } = 1;

    /// <summary>The scenario of endpoint paths that are no name of a scenario; "success" by default.</summary>
    public string Scenario { get; set; } = MockScenario.Success.Name;

    /// <summary>
    /// More scenarios than those that every mock has; one of the same name replaces it.
    /// </summary>
    public ICollection<MockScenario> Scenarios { get; } = [];

    /// <summary>
    /// Another contract to serve, an OpenAPI 3.0 file; by default the one that this library was built with.
    /// </summary>
    public string? ContractPath { get; set; }

    /// <summary>
    /// Whether <see cref="ContractPath"/> is read again when it changes; false by default. Jobs stay. A contract that
    /// cannot be read is reported to <see cref="Log"/>, and the previous one is still served.
    /// </summary>
    public bool WatchContract { get; set; }

    /// <summary>
    /// Whether requests may have fields that the contract does not know, such as those of a request's Extra. False by
    /// default: such a request gets a 400. <see cref="MockRequest.UnknownFields"/> lists the accepted ones.
    /// </summary>
    public bool AllowUnknownFields { get; set; }

    /// <summary>
    /// A folder of WireMock's mapping files ("*.json", as its admin interface saves them), which are read at the start
    /// and when they change; none by default. They go before the contract, unless their priority number is above 1000.
    /// </summary>
    public string? MappingsFolder { get; set; }

    /// <summary>
    /// Whether the mock examines the client that calls it; false by default. The exam then chooses the scenario of each
    /// submission, instead of the endpoint path; <see cref="CloudswayMock.Exam"/> has the score card. It cannot be
    /// combined with <see cref="ForwardTo"/> or another <see cref="Scenario"/>.
    /// </summary>
    public bool Exam { get; set; }

    /// <summary>
    /// The base URL of the real gateway, such as "https://genaiapi.cloudsway.net/v1/ai"; none by default. Every call to
    /// the API is forwarded to it, once, with the caller's key, and its reply is returned unchanged: jobs are real and
    /// paid for. Differences from the contract are in <see cref="CloudswayMock.Drifts"/>. Scenarios, faults and <see
    /// cref="MappingsFolder"/> have no effect then. It must be https, except for a loopback address.
    /// </summary>
    public Uri? ForwardTo { get; set; }

    /// <summary>
    /// An empty folder for forwarded calls, which is made if it does not exist; none by default. Each call becomes a
    /// mapping file of WireMock, without keys, prompts, images, ids and URLs, which <see cref="MappingsFolder"/>
    /// replays.
    /// </summary>
    public string? RecordFolder { get; set; }

    /// <summary>
    /// Receives each difference between forwarded calls and the contract, once. Nothing by default.
    /// </summary>
    public Action<DriftFinding>? DriftFound { get; set; }

    /// <summary>
    /// Receives one line for each request to the API, to a video and to WireMock's admin interface: method, status,
    /// time, path, operation and job, without keys and prompts. Also files that could not be read again. Nothing by
    /// default.
    /// </summary>
    public Action<string>? Log { get; set; }

    /// <summary>
    /// Whether <see cref="Log"/> receives a line for each request; true by default. Without them it still receives what
    /// went wrong, such as a file that cannot be read, or the id of a paid job whose caller was gone.
    /// </summary>
    public bool LogRequests { get; set; } = true;

    /// <summary>The seed of ids: the same seed gives the same ids in the same order; 1 by default.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The clock of jobs, the system's by default; a test may set one that it can advance.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Whether WireMock's admin interface is served under "/__admin"; false by default. A mapping added there goes
    /// before the contract, unless its priority number is above 1000. Callers need <see cref="AccessKey"/>, except for
    /// programs on this machine and the mock's own page.
    /// </summary>
    public bool AdminInterface { get; set; }

    internal void Check()
    {
        Require(
            Url.IsAbsoluteUri
                && Url.Scheme == Uri.UriSchemeHttp
                && Url.UserInfo.Length + Url.Query.Length + Url.Fragment.Length == 0
                && Url.AbsolutePath == "/",
            // A password before the @ is not repeated.
            $"{nameof(Url)} is \"{Url.OriginalString.Split('@')[^1]}\"; give an address such as http://127.0.0.1:8080. "
                + "It has no user, path, query and fragment."
        );
        Require(
            AccessKey is null || AccessKey.Length > 0 && AccessKey.Trim() == AccessKey,
            $"{nameof(AccessKey)} is blank, or has spaces around it, so that no request could have it. Leave it null "
                + "to accept any key."
        );
        var wrong = AllowedHosts.FirstOrDefault(host =>
            Uri.CheckHostName(host) == UriHostNameType.Unknown
        );
        Require(
            wrong is null,
            $"{nameof(AllowedHosts)} has \"{wrong}\". It must be a host name such as \"mock\", "
                + "without scheme, port and path."
        );
        Require(
            MappingsFolder is null || Directory.Exists(MappingsFolder),
            $"{nameof(MappingsFolder)} is \"{MappingsFolder}\", which does not exist."
        );
        CheckForwarding();
        Require(
            !WatchContract || ContractPath is not null,
            $"{nameof(WatchContract)} needs {nameof(ContractPath)}: the built-in contract does not change."
        );
        Require(
            JobDuration >= TimeSpan.Zero,
            $"{nameof(JobDuration)} is {JobDuration}. It must be zero or more."
        );
        Require(
            TimeScale > 0 && double.IsFinite(TimeScale),
            $"{nameof(TimeScale)} is {TimeScale}. It must be above zero."
        );
    }

    private void CheckForwarding()
    {
        // The URL may have a password, so it is not part of the message.
        Require(
            ForwardTo is null || IsGateway(ForwardTo),
            $"{nameof(ForwardTo)} must be the base URL of a gateway, such as https://genaiapi.cloudsway.net/v1/ai: "
                + "https, because keys are sent there, or http on a loopback address; without user, query and fragment."
        );
        Require(
            ForwardTo is null || MappingsFolder is null,
            $"{nameof(ForwardTo)} and {nameof(MappingsFolder)} exclude each other: either the gateway answers or "
                + "the mappings do."
        );
        Require(
            ForwardTo is null || !Exam,
            $"{nameof(ForwardTo)} and {nameof(Exam)} exclude each other: an exam would pay for its jobs."
        );
        Require(
            !Exam || Scenario == MockScenario.Success.Name,
            $"{nameof(Exam)} and {nameof(Scenario)} exclude each other: the exam chooses the scenarios."
        );
        Require(
            RecordFolder is null || ForwardTo is not null,
            $"{nameof(RecordFolder)} needs {nameof(ForwardTo)}: it records the calls to a gateway."
        );
        Require(
            !File.Exists(RecordFolder)
                && (
                    !Directory.Exists(RecordFolder)
                    || !Directory.EnumerateFileSystemEntries(RecordFolder).Any()
                ),
            $"{nameof(RecordFolder)} is \"{RecordFolder}\", which is no empty folder. Name a new one, so that "
                + "captures do not mix."
        );
    }

    private static bool IsGateway(Uri url) =>
        url.IsAbsoluteUri
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
        && url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0;

    private static void Require(bool isRight, string problem)
    {
        if (!isRight)
        {
            throw new ArgumentException(problem);
        }
    }
}
