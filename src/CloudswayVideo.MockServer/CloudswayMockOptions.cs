using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.MockServer;

/// <summary>How the mock behaves. The defaults suit a test.</summary>
public sealed class CloudswayMockOptions
{
    /// <summary>Where to listen; a free port of the loopback interface by default.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>
    /// The host names that the mock answers for, beside "localhost", the loopback addresses and the host of <see
    /// cref="Url"/>: the name of its service in a compose file, for one. None by default. A request for any other host
    /// gets a 421, because a web page could let its own name point at this machine and then read and drive the mock.
    /// </summary>
    public ICollection<string> AllowedHosts { get; } = [];

    /// <summary>The access key that requests must carry; any will do by default, but one there must be.</summary>
    public string? AccessKey { get; set; }

    /// <summary>How long a job takes from submission to its end; one second by default.</summary>
    public TimeSpan JobDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many seconds pass for jobs and URLs while one passes on the clock; 1 by default.</summary>
    public double TimeScale { get; set; } = 1;

    /// <summary>The scenario of endpoint paths that name none; "success" by default.</summary>
    public string Scenario { get; set; } = MockScenario.Success.Name;

    /// <summary>
    /// Scenarios beside those that every mock has; one of the same name takes the place of its namesake.
    /// </summary>
    public ICollection<MockScenario> Scenarios { get; } = [];

    /// <summary>
    /// Another contract to serve, an OpenAPI 3.0 file; by default the one that this library was built with.
    /// </summary>
    public string? ContractPath { get; set; }

    /// <summary>
    /// Whether <see cref="ContractPath"/> is read again when it changes; false by default. Jobs stay. A contract that
    /// cannot be read is told of through <see cref="Log"/>, and the last one that could goes on being served.
    /// </summary>
    public bool WatchContract { get; set; }

    /// <summary>
    /// Whether requests may have fields that the contract does not know, such as those of a request's Extra; false by
    /// default, and such a request gets a 400. <see cref="MockRequest.UnknownFields"/> names those that were let pass.
    /// </summary>
    public bool AllowUnknownFields { get; set; }

    /// <summary>
    /// A folder of WireMock's mapping files ("*.json", as its admin interface saves them), which are read at the start
    /// and when they change; none by default. They go before the contract, unless their priority is above 1000.
    /// </summary>
    public string? MappingsFolder { get; set; }

    /// <summary>
    /// Whether the mock examines the client that calls it; false by default. Every submission then gets its scenario
    /// from <see cref="CloudswayMock.Exam"/>, which has the score card, and none from its endpoint path. It cannot go
    /// with <see cref="ForwardTo"/>.
    /// </summary>
    public bool Exam { get; set; }

    /// <summary>
    /// The base URL of the real gateway, such as "https://genaiapi.cloudsway.net/v1/ai"; none by default. Every call to
    /// the API is passed on to it, once, with the caller's key, and its reply is passed back as it came; jobs are
    /// real and
    /// paid for. What either has that the contract has not is in <see cref="CloudswayMock.Drifts"/>. Scenarios,
    /// faults and
    /// <see cref="MappingsFolder"/> play no part then. It must be https, but for a loopback address.
    /// </summary>
    public Uri? ForwardTo { get; set; }

    /// <summary>
    /// An empty folder, which is made if it is not there, for what <see cref="ForwardTo"/> passes on: a mapping file of
    /// WireMock for each call, without keys, prompts, images, ids and URLs, which <see cref="MappingsFolder"/> replays.
    /// None by default.
    /// </summary>
    public string? RecordFolder { get; set; }

    /// <summary>
    /// Is given what a call that was passed on has and the contract has not, each once. Nothing by default.
    /// </summary>
    public Action<DriftFinding>? DriftFound { get; set; }

    /// <summary>
    /// Is given one line for each request to the API, to a video and to WireMock's admin interface: method, status,
    /// time, path, operation and job, without keys and prompts. Also what could not be read again. Nothing by default.
    /// </summary>
    public Action<string>? Log { get; set; }

    /// <summary>What ids are made from: the same seed gives the same ids in the same order; 1 by default.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The clock that jobs run by, the system's by default; a test may give one that it can advance.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Whether WireMock's admin interface is served under "/__admin"; false by default. A mapping added there goes
    /// before the contract, unless its priority is above 1000. It asks for <see cref="AccessKey"/>, unless the caller
    /// is a program on this machine or the mock's own page.
    /// </summary>
    public bool AdminInterface { get; set; }

    internal void Check()
    {
        if (Url.Scheme != Uri.UriSchemeHttp)
        {
            throw new ArgumentException(
                $"{nameof(Url)} is {Url}. It must be an address such as http://127.0.0.1:8080."
            );
        }

        foreach (var host in AllowedHosts)
        {
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            {
                throw new ArgumentException(
                    $"{nameof(AllowedHosts)} has \"{host}\". It must be a host name such as \"mock\", "
                        + "without scheme, port and path."
                );
            }
        }

        if (MappingsFolder is { } folder && !Directory.Exists(folder))
        {
            throw new ArgumentException(
                $"{nameof(MappingsFolder)} is \"{folder}\", and there is no such folder."
            );
        }

        CheckForwarding();
        if (WatchContract && ContractPath is null)
        {
            throw new ArgumentException(
                $"{nameof(WatchContract)} needs a {nameof(ContractPath)}; the contract that is built "
                    + "in does not change."
            );
        }

        if (JobDuration < TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"{nameof(JobDuration)} is {JobDuration}. It must be zero or more."
            );
        }

        if (!(TimeScale > 0 && double.IsFinite(TimeScale)))
        {
            throw new ArgumentException(
                $"{nameof(TimeScale)} is {TimeScale}. It must be above zero."
            );
        }
    }

    private void CheckForwarding()
    {
        if (
            ForwardTo is { } url
            && (
                !url.IsAbsoluteUri
                || url.Scheme != Uri.UriSchemeHttps
                    && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
                || url.UserInfo.Length + url.Query.Length + url.Fragment.Length > 0
            )
        )
        {
            throw new ArgumentException(
                $"{nameof(ForwardTo)} must be the base URL of a gateway, such as "
                    + "https://genaiapi.cloudsway.net/v1/ai: https, because "
                    + "keys are sent there, or http on a loopback address; without user, query and fragment."
            );
        }

        if (ForwardTo is not null && MappingsFolder is not null)
        {
            throw new ArgumentException(
                $"{nameof(ForwardTo)} and {nameof(MappingsFolder)} exclude each other: either the "
                    + "gateway answers or they do."
            );
        }

        if (ForwardTo is not null && Exam)
        {
            throw new ArgumentException(
                $"{nameof(ForwardTo)} and {nameof(Exam)} exclude each other: the jobs of an exam are not to be paid for."
            );
        }

        if (RecordFolder is { } folder)
        {
            if (ForwardTo is null)
            {
                throw new ArgumentException(
                    $"{nameof(RecordFolder)} needs {nameof(ForwardTo)}: what is recorded is the traffic with a gateway."
                );
            }

            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new ArgumentException(
                    $"{nameof(RecordFolder)} is \"{folder}\", which is not empty. Name a new one: "
                        + "captures must not mix."
                );
            }
        }
    }
}
