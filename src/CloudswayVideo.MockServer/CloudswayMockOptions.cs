namespace CloudswayVideo.MockServer;

/// <summary>How the mock behaves. The defaults suit a test.</summary>
public sealed class CloudswayMockOptions
{
    /// <summary>Where to listen; a free port of the loopback interface by default.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>
    /// The host names that the mock answers for, beside "localhost", the loopback addresses and the host of <see cref="Url"/>:
    /// the name of its service in a compose file, for one. None by default. A request for any other host gets a 421, because a
    /// web page could let its own name point at this machine and then read and drive the mock.
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

    /// <summary>Scenarios beside those that every mock has; one of the same name takes the place of its namesake.</summary>
    public ICollection<MockScenario> Scenarios { get; } = [];

    /// <summary>Another contract to serve, an OpenAPI 3.0 file; by default the one that this library was built with.</summary>
    public string? ContractPath { get; set; }

    /// <summary>What ids are made from: the same seed gives the same ids in the same order; 1 by default.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The clock that jobs run by, the system's by default; a test may give one that it can advance.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Whether WireMock's admin interface is served under "/__admin"; false by default. A mapping added there goes before the
    /// contract. It asks for <see cref="AccessKey"/>, unless the caller is a program on this machine.
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
                    $"{nameof(AllowedHosts)} has \"{host}\". It must be a host name such as \"mock\", without scheme, port and path."
                );
            }
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
}
