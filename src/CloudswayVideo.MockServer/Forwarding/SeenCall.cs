using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>A call that was passed on, as it is compared and, masked, as it is kept.</summary>
internal sealed record SeenCall(
    ContractMatch? Match,
    RequestBody Sent,
    ContractExchange Exchange,
    ContractExchange Masked
);
