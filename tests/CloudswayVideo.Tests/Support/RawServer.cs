using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CloudswayVideo.Tests.Support;

/// <summary>What to do with one connection, given its number, the head of the request and the open stream.</summary>
internal delegate Task RawAnswer(RawConnection connection);

/// <summary>
/// A server of bare sockets, for what no HTTP server would do: hang, break off, reset, lie about lengths.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly RawAnswer _answer;
    private readonly string _greeting;
    private readonly Task _accepting;
    private readonly List<string> _heads = [];
    private int _connections;

    /// <param name="answer">What to do once the head of a request was read.</param>
    /// <param name="greeting">What to send before anything is read, as no HTTP server does.</param>
    public RawServer(RawAnswer answer, string greeting = "")
    {
        _answer = answer;
        _greeting = greeting;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>How many connections there were, counted before anything is sent to them.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The heads of the requests that arrived, request line first.</summary>
    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_heads)
            {
                return [.. _heads];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _connections);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            await Task.WhenAny(
                Task.WhenAll(connections),
                Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)
            );
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            await using var stream = new NetworkStream(socket);
            try
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(_greeting));
                var head = await ReadHeadAsync(stream);
                int number;
                lock (_heads)
                {
                    _heads.Add(head);
                    number = _heads.Count;
                }

                await _answer(new RawConnection(number, head, socket, stream));
            }
            catch (Exception exception)
                when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // The client broke off, as some tests want it to.
            }
        }
    }

    // Byte by byte, so that nothing of the body is taken with it.
    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (
            !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
            && await stream.ReadAsync(one) == 1
        )
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}

/// <summary>One connection, after the head of its request was read.</summary>
internal sealed record RawConnection(int Number, string Head, Socket Socket, NetworkStream Stream)
{
    public string? Header(string name) =>
        Head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();

    /// <summary>Reads the whole body of the request.</summary>
    public async Task ReadBodyAsync() =>
        await Stream.ReadExactlyAsync(
            new byte[int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)]
        );

    public Task SendAsync(string text) =>
        Stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>A whole response, after which the connection ends.</summary>
    public Task AnswerAsync(int statusCode, string body, string headers = "") =>
        SendAsync(
            $"HTTP/1.1 {statusCode} X\r\nContent-Length: "
                + $"{Encoding.Latin1.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}"
        );

    /// <summary>Ends the connection as a crash does, without a farewell.</summary>
    public void Reset() => Socket.Close(0);

    /// <summary>Says nothing until the client gives up.</summary>
    public async Task HangAsync() =>
        _ = await Stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
}
