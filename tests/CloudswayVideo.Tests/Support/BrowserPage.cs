using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Support;

/// <summary>A page of the browser, in which expressions are evaluated.</summary>
internal sealed class BrowserPage(
    Browser browser,
    string context,
    string? session,
    CancellationTokenSource deadline
) : IAsyncDisposable
{
    public static CancellationTokenSource Deadline() => new(TimeSpan.FromMinutes(5));

    /// <summary>Waits in the page until an expression is true.</summary>
    public async Task UntilAsync(string expression)
    {
        var waiting = $$"""
            new Promise(resolve => {
              const look = () => { try { if ({{expression}}) return resolve(true); } catch { } setTimeout(look, 50); };
              look();
            })
            """;
        await EvaluateAsync(waiting);
    }

    public async Task<JToken?> EvaluateAsync(string expression)
    {
        var reply = await SendAsync(
            "Runtime.evaluate",
            new
            {
                expression,
                awaitPromise = true,
                returnByValue = true,
                userGesture = true,
            }
        );
        return reply["exceptionDetails"] is { } exception
            ? throw new InvalidOperationException($"{expression} failed in the page: {exception}")
            : reply["result"]?["value"];
    }

    public Task ResizeAsync(int width) =>
        SendAsync(
            "Emulation.setDeviceMetricsOverride",
            new
            {
                width,
                height = 800,
                deviceScaleFactor = 1,
                mobile = false,
            }
        );

    public Task<JToken> SendAsync(string method, object parameters) =>
        browser.SendAsync(method, parameters, session, deadline.Token);

    public async ValueTask DisposeAsync()
    {
        await browser.SendAsync(
            "Target.disposeBrowserContext",
            new { browserContextId = context },
            null,
            deadline.Token
        );
        deadline.Dispose();
    }
}
