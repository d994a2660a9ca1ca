using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// Headless Chromium, told over its DevTools protocol what to do. It is started for the first test that wants a page,
/// because that takes longer than most tests.
/// </summary>
public sealed class Browser : IAsyncLifetime, IDisposable
{
    public const string Program = "/usr/bin/chromium";

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _tools = new();
    private Process? _process;
    private int _commands;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Opens a page that shares no cookies, storage and cache with others.</summary>
    internal async Task<BrowserPage> OpenAsync(Uri page)
    {
        var deadline = BrowserPage.Deadline();
        if (_process is null)
        {
            _process = Start();
            await _tools.ConnectAsync(await AddressAsync(deadline.Token), deadline.Token);
        }

        var context = (string?)
            (await SendAsync("Target.createBrowserContext", new { }, null, deadline.Token))[
                "browserContextId"
            ];
        var target = await SendAsync(
            "Target.createTarget",
            new { url = "about:blank", browserContextId = context },
            null,
            deadline.Token
        );
        var session = await SendAsync(
            "Target.attachToTarget",
            new { targetId = (string?)target["targetId"], flatten = true },
            null,
            deadline.Token
        );
        var opened = new BrowserPage(this, context!, (string?)session["sessionId"], deadline);
        // Answered when the page has taken the place of the blank one.
        await opened.SendAsync("Page.navigate", new { url = page.AbsoluteUri });
        return opened;
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        _process?.Dispose();
        _tools.Dispose();
        _profile.Dispose();
    }

    /// <summary>Sends a command, and comes back with its result. One at a time.</summary>
    internal async Task<JToken> SendAsync(
        string method,
        object parameters,
        string? session,
        CancellationToken cancellationToken
    )
    {
        var id = ++_commands;
        var command = JsonConvert.SerializeObject(
            new
            {
                id,
                method,
                @params = parameters,
                sessionId = session,
            },
            new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }
        );
        await _tools.SendAsync(
            Encoding.UTF8.GetBytes(command),
            WebSocketMessageType.Text,
            endOfMessage: true,
            cancellationToken
        );
        while (true)
        {
            // Events come in between.
            var message = await ReceiveAsync(cancellationToken);
            if ((int?)message["id"] == id)
            {
                return message["result"]
                    ?? throw new InvalidOperationException($"{method} failed: {message}");
            }
        }
    }

    private Process Start() =>
        Process.Start(
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

    private async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        const string Listening = "DevTools listening on ";
        while (await _process!.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                return new Uri(line[Listening.Length..]);
            }
        }

        throw new InvalidOperationException($"{Program} ended before it listened.");
    }

    private async Task<JObject> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _tools.ReceiveAsync(buffer, cancellationToken);
            await whole.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
        } while (!part.EndOfMessage);

        return JObject.Parse(Encoding.UTF8.GetString(whole.ToArray()));
    }
}
