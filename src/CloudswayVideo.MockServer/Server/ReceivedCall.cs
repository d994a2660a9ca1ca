using CloudswayVideo.Contract;
using Microsoft.AspNetCore.Http;
using WireMock;

namespace CloudswayVideo.MockServer.Server;

/// <summary>What belongs to a request while WireMock handles it, because mappings get the request alone.</summary>
internal sealed class ReceivedCall(HttpContext context, RequestBody body, ContractMatch? match)
{
    private static readonly AsyncLocal<ReceivedCall?> Local = new();

    /// <summary>The call of the current asynchronous flow.</summary>
    public static ReceivedCall? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public HttpContext Context { get; } = context;

    public RequestBody Body { get; } = body;

    /// <summary>The operation of the contract; null without one.</summary>
    public ContractOperation? Operation { get; } = match?.Operation;

    /// <summary>The scenario at the start of the path; null without one.</summary>
    public string? Scenario { get; init; }

    /// <summary>The answer of the gateway to a forwarded call; null if the mock answers.</summary>
    public ResponseMessage? Forwarded { get; init; }

    /// <summary>The values of the operation's parameters.</summary>
    public Dictionary<string, string> Values { get; } = match?.Values ?? [];

    /// <summary>The operation that answered; null if a mapping of the user did.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>The id of the job.</summary>
    public string? JobId { get; set; }

    /// <summary>The target of a redirect; null without one.</summary>
    public string? Location { get; set; }

    /// <summary>The answer that is sent with a fault; null without one.</summary>
    public FaultyReply? FaultyReply { get; set; }
}
