using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Support;

/// <summary>Headless Chromium with one page, told over its DevTools protocol what to evaluate there.</summary>
internal sealed class Browser : IAsyncDisposable
{
    public const string Program = "/usr/bin/chromium";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _tools = new();
    private readonly Process _process;
    private readonly CancellationTokenSource _deadline = new(Patience);
    private string? _session;
    private int _commands;

    private Browser() =>
        _process = Process.Start(
            new ProcessStartInfo(
                Program,
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--autoplay-policy=no-user-gesture-required",
                    "--remote-debugging-port=0",
                    $"--user-data-dir={_profile["profile"]}",
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;

    public static async Task<Browser> OpenAsync(Uri page)
    {
        var browser = new Browser();
        await browser._tools.ConnectAsync(await browser.AddressAsync(), browser._deadline.Token);
        var target = await browser.SendAsync("Target.createTarget", new { url = "about:blank" });
        browser._session = (string?)
            (
                await browser.SendAsync(
                    "Target.attachToTarget",
                    new { targetId = (string?)target["targetId"], flatten = true }
                )
            )["sessionId"];
        // Answered when the page has taken the place of the blank one.
        await browser.SendAsync("Page.navigate", new { url = page.AbsoluteUri });
        return browser;
    }

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

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _tools.Dispose();
        _deadline.Dispose();
        _profile.Dispose();
    }

    private async Task<Uri> AddressAsync()
    {
        const string Listening = "DevTools listening on ";
        while (await _process.StandardError.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                return new Uri(line[Listening.Length..]);
            }
        }

        throw new InvalidOperationException($"{Program} ended before it listened.");
    }

    private async Task<JToken> SendAsync(string method, object parameters)
    {
        var id = ++_commands;
        var command = JsonConvert.SerializeObject(
            new
            {
                id,
                method,
                @params = parameters,
                sessionId = _session,
            },
            new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }
        );
        await _tools.SendAsync(
            Encoding.UTF8.GetBytes(command),
            WebSocketMessageType.Text,
            endOfMessage: true,
            _deadline.Token
        );
        while (true)
        {
            // Events come in between.
            var message = await ReceiveAsync();
            if ((int?)message["id"] == id)
            {
                return message["result"]
                    ?? throw new InvalidOperationException($"{method} failed: {message}");
            }
        }
    }

    private async Task<JObject> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _tools.ReceiveAsync(buffer, _deadline.Token);
            await whole.WriteAsync(buffer.AsMemory(0, part.Count), _deadline.Token);
        } while (!part.EndOfMessage);

        return JObject.Parse(Encoding.UTF8.GetString(whole.ToArray()));
    }
}
