namespace CloudswayVideo.MockServer;

/// <summary>How the mock behaves. The defaults suit a test.</summary>
public sealed class CloudswayMockOptions
{
    /// <summary>Where to listen; a free port of the loopback interface by default.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>The access key that requests must carry; any will do by default, but one there must be.</summary>
    public string? AccessKey { get; set; }

    /// <summary>How long a job takes from submission to its end; one second by default.</summary>
    public TimeSpan JobDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The scenario of endpoint paths that name none; "success" by default.</summary>
    public string Scenario { get; set; } = MockScenario.Success.Name;

    /// <summary>Another contract to serve, an OpenAPI 3.0 file; by default the one that this library was built with.</summary>
    public string? ContractPath { get; set; }

    /// <summary>What ids are made from: the same seed gives the same ids in the same order; 1 by default.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The clock that jobs run by, the system's by default; a test may give one that it can advance.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
