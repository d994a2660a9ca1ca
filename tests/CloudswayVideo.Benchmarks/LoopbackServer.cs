using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CloudswayVideo.Benchmarks;

/// <summary>
/// Reads requests to their end and gives each the same answer. Its threads block on sockets and reuse their buffers,
/// because a diagnoser counts what the whole process allocates: after the first request it allocates nothing.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly Socket _listener = new(
        AddressFamily.InterNetwork,
        SocketType.Stream,
        ProtocolType.Tcp
    );
    private readonly byte[] _answer;
    private long _bodyLength;
    private int _connections;

    public LoopbackServer(string json)
    {
        _answer = Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"
            )
        );
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        BaseUrl = new Uri($"http://{_listener.LocalEndPoint}/v1/ai/");
        Start(Accept);
    }

    public Uri BaseUrl { get; }

    /// <summary>The Content-Length of the last request, whose body had exactly that length.</summary>
    public long LastBodyLength => Interlocked.Read(ref _bodyLength);

    /// <summary>How many connections were open at a time, at most.</summary>
    public int MostConnections { get; private set; }

    public void Dispose() => _listener.Dispose();

    private static void Start(Action work) =>
        new Thread(() => work()) { IsBackground = true }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var connection = _listener.Accept();
                MostConnections = Math.Max(
                    MostConnections,
                    Interlocked.Increment(ref _connections)
                );
                Start(() => Serve(connection));
            }
        }
        catch (SocketException)
        {
            // The listener was disposed.
        }
    }

    private void Serve(Socket connection)
    {
        var buffer = new byte[256 * 1024];
        using (connection)
        {
            connection.NoDelay = true;
            try
            {
                while (Drain(connection, buffer))
                {
                    connection.Send(_answer);
                }
            }
            catch (SocketException)
            {
                // A client that gave up a request broke the connection off.
            }
        }

        Interlocked.Decrement(ref _connections);
    }

    private bool Drain(Socket connection, Span<byte> buffer)
    {
        var received = 0;
        int headers;
        while ((headers = buffer[..received].IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = connection.Receive(buffer[received..]);
            if (count == 0)
            {
                return false;
            }

            received += count;
        }

        var length = ContentLength(buffer[..headers]);
        var left = length - (received - headers - 4);
        while (left > 0)
        {
            var count = connection.Receive(buffer);
            left -=
                count > 0
                    ? count
                    : throw new InvalidDataException("A body was shorter than its Content-Length.");
        }

        Interlocked.Exchange(ref _bodyLength, length);
        return left == 0
            ? true
            : throw new InvalidDataException(
                "A body was longer than its Content-Length, or had none."
            );
    }

    private static long ContentLength(ReadOnlySpan<byte> headers)
    {
        var name = "\r\nContent-Length: "u8;
        var start = headers.IndexOf(name);
        return
            start >= 0
            && Utf8Parser.TryParse(headers[(start + name.Length)..], out long length, out _)
            ? length
            : 0;
    }
}
