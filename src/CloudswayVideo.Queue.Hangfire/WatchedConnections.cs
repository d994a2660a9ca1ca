using System.Collections.Concurrent;
using System.Data;
using Hangfire.PostgreSql;
using Npgsql;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// The connections of Hangfire. It sends most commands without a time limit, whatever the connection string says. Over
/// a connection that has died in silence they would wait for as long as TCP tries, about 15 minutes.
/// </summary>
internal sealed class WatchedConnections(string connectionString) : IConnectionFactory
{
    // Each with the number of looks in a row that have found it waiting for an answer.
    private readonly ConcurrentDictionary<NpgsqlConnection, int> _open = new();

    public NpgsqlConnection GetOrCreateConnection()
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.StateChange += (_, change) =>
            _ =
                change.CurrentState == ConnectionState.Open
                    ? _open.TryAdd(connection, 0)
                    : _open.TryRemove(connection, out var _);
        return connection;
    }

    /// <exception cref="NpgsqlException">A command has taken longer than the connection string allows.</exception>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var longest = new NpgsqlConnectionStringBuilder(connectionString).CommandTimeout;
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            foreach (var (connection, looks) in _open)
            {
                var isWaiting =
                    (connection.FullState & (ConnectionState.Executing | ConnectionState.Fetching))
                    != 0;
                _open.TryUpdate(connection, isWaiting ? looks + 1 : 0, looks);
                if (isWaiting && longest > 0 && looks >= longest)
                {
                    _open.Clear();
                    throw new NpgsqlException(
                        $"The database has not answered Hangfire for {longest} seconds.",
                        new TimeoutException()
                    );
                }
            }
        }
    }
}
