namespace CloudswayVideo;

/// <summary>
/// A stand-in for the gateway, such as a CloudswayMock: clients of every family are made for it, by the methods of <see
/// cref="GatewayStandInExtensions"/>.
/// </summary>
public interface IGatewayStandIn
{
    /// <summary>Makes the options of a client that sends to the stand-in.</summary>
    /// <param name="familyBaseUrl">The base URL of the family at the service; its path is kept.</param>
    /// <param name="hasEndpointPath">Whether the paths of the family have a segment that names the endpoint.</param>
    /// <param name="scenario">What becomes of the client's jobs.</param>
    /// <param name="configure">Changes the options last.</param>
    /// <returns>The options.</returns>
    CloudswayOptions ClientOptions(
        Uri familyBaseUrl,
        bool hasEndpointPath,
        string scenario,
        Action<CloudswayOptions>? configure
    );
}

/// <summary>Makes clients that send to a stand-in for the gateway, one method a family of the contract.</summary>
public static partial class GatewayStandInExtensions;
