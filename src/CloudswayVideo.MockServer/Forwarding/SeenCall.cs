using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>A forwarded call: the exchange that is compared, and the masked one that is kept.</summary>
internal sealed record SeenCall(
    ContractMatch? Match,
    RequestBody Sent,
    ContractExchange Exchange,
    ContractExchange Masked
);
