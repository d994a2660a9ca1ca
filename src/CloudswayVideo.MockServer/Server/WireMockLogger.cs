using WireMock.Admin.Requests;
using WireMock.Logging;
using WireMock.Types;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Logs why a mapping failed, which the answer does not always say, and removes keys from the entries of WireMock's
/// journal. WireMock passes each entry to its logger before it keeps the entry, and after the mappings have matched the
/// original headers.
/// </summary>
internal sealed class WireMockLogger(ServedContract contract, Action<string>? log)
    : WireMockNullLogger,
        IWireMockLogger
{
    private static readonly string[] Secrets =
    [
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "X-Api-Key",
        "Api-Key",
    ];

    void IWireMockLogger.Error(string formatString, params object[] args) => Log(formatString);

    void IWireMockLogger.Error(string message, Exception exception) =>
        Log(
            $"{message.Replace("{0}", "", StringComparison.Ordinal).TrimEnd()}: {exception.Message}"
        );

    void IWireMockLogger.DebugRequestResponse(LogEntryModel logEntryModel, bool isAdminRequest)
    {
        if (logEntryModel.Request is not { Headers: { } headers } request)
        {
            return;
        }

        foreach (var name in headers.Keys.Where(IsSecret).ToList())
        {
            // The scheme stays, so that a test can check for a bearer.
            headers[name] = new WireMockList<string>(
                name.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase)
                    ? headers[name].ToString().Split(' ')[0]
                    : "(masked)"
            );
        }

        request.Cookies?.Clear();
    }

    // The first line, without the stack trace.
    private void Log(string message) =>
        log?.Invoke($"WireMock: {message.Split('\n')[0].TrimEnd()}");

    private bool IsSecret(string name) =>
        Secrets
            .Concat(contract.Current.Operations.Select(operation => operation.Key?.Header))
            .Contains(name, StringComparer.OrdinalIgnoreCase);
}
