using WireMock.Admin.Requests;
using WireMock.Logging;
using WireMock.Types;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Takes the keys out of what WireMock's journal is about to keep. WireMock shows every entry to its logger first,
/// with the headers that it then keeps; a mapping has matched them as they were received by then.
/// </summary>
internal sealed class SecretMask(ServedContract contract) : IWireMockLogger
{
    private static readonly string[] Secrets =
    [
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "X-Api-Key",
        "Api-Key",
    ];

    public void DebugRequestResponse(LogEntryModel logEntryModel, bool isAdminRequest)
    {
        if (logEntryModel.Request is not { Headers: { } headers } request)
        {
            return;
        }

        foreach (var name in headers.Keys.Where(IsSecret).ToList())
        {
            // The scheme stays, so that a test can tell a bearer from none.
            headers[name] = new WireMockList<string>(
                name.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase)
                    ? headers[name].ToString().Split(' ')[0]
                    : "(masked)"
            );
        }

        request.Cookies?.Clear();
    }

    public void Debug(string formatString, params object[] args) { }

    public void Info(string formatString, params object[] args) { }

    public void Warn(string formatString, params object[] args) { }

    public void Error(string formatString, params object[] args) { }

    public void Error(string message, Exception exception) { }

    private bool IsSecret(string name) =>
        Secrets
            .Concat(contract.Current.Operations.Select(operation => operation.Key?.Header))
            .Contains(name, StringComparer.OrdinalIgnoreCase);
}
