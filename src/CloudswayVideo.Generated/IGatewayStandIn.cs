namespace CloudswayVideo;

/// <summary>
/// A replacement for the gateway in tests, such as CloudswayMock. <see cref="GatewayStandInExtensions"/> creates
/// clients of every family for it.
/// </summary>
public interface IGatewayStandIn
{
    /// <summary>Creates the options of a client that sends to the stand-in.</summary>
    /// <param name="familyBaseUrl">
    /// The base URL of the family at the real service, whose path the stand-in uses.
    /// </param>
    /// <param name="hasEndpointPath">Whether the paths of the family have an endpoint path.</param>
    /// <param name="scenario">The scenario of the client's jobs, such as "success".</param>
    /// <param name="configure">Changes the options, after the stand-in has set them.</param>
    /// <returns>The options.</returns>
    CloudswayOptions ClientOptions(
        Uri familyBaseUrl,
        bool hasEndpointPath,
        string scenario,
        Action<CloudswayOptions>? configure
    );
}

/// <summary>Creates clients that send to a stand-in for the gateway; one method per family of the contract.</summary>
public static partial class GatewayStandInExtensions;
