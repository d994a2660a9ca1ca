using System.Data.Common;
using Npgsql;

namespace CloudswayVideo.Queue.Journal;

/// <summary>A PostgreSQL database, for workers on many machines.</summary>
internal sealed class PostgreSqlDatabase : Database
{
    // Without the times a command waits for minutes when the network is cut, and a pooled connection stays read-only
    // for an hour after its database was. Without the last, each use of a connection resets what nobody has set, which
    // is a fifth of all statements.
    private static readonly (string Name, object Value)[] Defaults =
    [
        ("Timeout", 10),
        ("Command Timeout", 10),
        ("Keepalive", 5),
        ("Connection Lifetime", 60),
        ("No Reset On Close", true),
    ];

    private readonly NpgsqlDataSource _source;
    private readonly TimeSpan _longest;

    public PostgreSqlDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(WithDefaults(connectionString));
        Name = $"the PostgreSQL database {settings.Database} at {settings.Host}:{settings.Port}";
        _source = NpgsqlDataSource.Create(settings);
        _longest = settings is { Timeout: > 0, CommandTimeout: > 0 }
            ? TimeSpan.FromSeconds(settings.Timeout + settings.CommandTimeout)
            : Timeout.InfiniteTimeSpan;
    }

    public override string Name { get; }

    public override string Now => "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    // Many servers run with "off" for speed, and lose the last commits in a crash: a job that is paid for would be
    // submitted again. The setting holds until the end of the transaction.
    public override string Durably =>
        """
            set_config('synchronous_commit',
                replace(current_setting('synchronous_commit'), 'off', 'local'), true) <> ''
            """;

    public override string LockSchema => "SELECT pg_advisory_xact_lock(6034217755)";

    /// <summary>Adds time limits and other settings, unless the connection string has them.</summary>
    public static string WithDefaults(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException(
                $"This is no connection string of PostgreSQL: {exception.Message} "
                    + "Give one such as \"Host=db;Database=jobs\".",
                nameof(connectionString),
                exception
            );
        }

        foreach (
            var (name, value) in Defaults.Where(setting => !settings.ShouldSerialize(setting.Name))
        )
        {
            settings[name] = value;
        }

        return settings.ConnectionString;
    }

    public override void Dispose() => _source.Dispose();

    // After its own time limit Npgsql opens further connections to cancel the command, over the same dead network.
    protected override Task<T> UseAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    ) =>
        UseConnectionAsync(run, cancellationToken)
            .WaitAsync(_longest, TimeProvider.System, CancellationToken.None);

    protected override string ReasonOf(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable }
            ? TablesGone
            : exception.Message;

    private async Task<T> UseConnectionAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            return await run(connection);
        }
        // A pooled connection would stay with a server that is no longer the primary one.
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            _source.Clear();
            throw;
        }
    }
}
