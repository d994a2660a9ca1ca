using CloudswayVideo.Contract;
using Microsoft.AspNetCore.Http;
using WireMock;

namespace CloudswayVideo.MockServer.Server;

/// <summary>A request on its way through WireMock, which hands its mappings the request alone.</summary>
internal sealed class ReceivedCall(HttpContext context, RequestBody body, ContractMatch? match)
{
    private static readonly AsyncLocal<ReceivedCall?> Local = new();

    /// <summary>The call that is answered now.</summary>
    public static ReceivedCall? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public HttpContext Context { get; } = context;

    public RequestBody Body { get; } = body;

    /// <summary>The operation that it is for; null if the contract has none such.</summary>
    public ContractOperation? Operation { get; } = match?.Operation;

    /// <summary>The scenario that its path began with; null if it began with none.</summary>
    public string? Scenario { get; init; }

    /// <summary>What the gateway answered, where it was asked; null where the mock is to answer.</summary>
    public ResponseMessage? Forwarded { get; init; }

    /// <summary>The values of the operation's parameters.</summary>
    public Dictionary<string, string> Values { get; } = match?.Values ?? [];

    /// <summary>The operation that answered; null where a mapping of the user did.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>The job that it was about.</summary>
    public string? TaskId { get; set; }

    /// <summary>Where the caller is sent instead of being answered.</summary>
    public string? Location { get; set; }

    /// <summary>Where the answer is written to, if it is to go wrong there.</summary>
    public FaultyBody? FaultyBody { get; set; }
}
