using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>
/// A way to a port of this machine that can be cut as a network is: nothing is said, and nothing comes through.
/// </summary>
internal sealed class CuttableProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly ManualResetEventSlim _open = new(true);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly ConcurrentDictionary<TcpClient, bool> _dead = new();
    private bool _isDead;

    public CuttableProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _open.Reset();

    public void Mend() => _open.Set();

    /// <summary>
    /// What the target answers over the connections of now is lost, and no end is said, as after a firewall has
    /// forgotten them.
    /// </summary>
    /// <param name="alsoNew">Whether later connections lose it, too.</param>
    public void LoseAnswers(bool alsoNew)
    {
        _isDead = alsoNew;
        foreach (var client in _clients)
        {
            _dead[client] = true;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _open.Set();
        _open.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target);
                _ = PassAsync(client, server);
                _ = PassAsync(server, client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        { }
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = await from.GetStream().ReadAsync(buffer)) > 0)
            {
                await Task.Run(() => _open.Wait());
                if (_isDead || _dead.ContainsKey(to))
                {
                    continue;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        { }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
