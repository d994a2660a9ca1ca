using System.Data.Common;
using Dapper;
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

    // In the first schema of the search path that has one: a schema that is added before it, such as one named like the
    // role, must not hide the jobs that are paid for.
    public override string CountJournals => "SELECT count(to_regclass('cloudsway_video_schema'))";

    public override string LockSchema => "SELECT pg_advisory_xact_lock(6034217755)";

    // A C library that sorts otherwise, as after an upgrade of the system, makes an index by locale miss its keys, so
    // that a key would be enqueued and paid for again.
    public override string ByBytes => "COLLATE \"C\"";

    /// <summary>Adds time limits and other settings, unless the connection string has them.</summary>
    public static string WithDefaults(string connectionString)
    {
        // The exception of Npgsql would hold the URI, with its password.
        if (connectionString.Split('=')[0].Contains("://", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                "This is a URI, and no connection string of PostgreSQL. Write it as "
                    + "\"Host=…;Port=5432;Database=…;Username=…;Password=…\"; "
                    + "sslmode=require is \"SSL Mode=Require\".",
                nameof(connectionString)
            );
        }

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

        if (settings.ShouldSerialize("Enlist") && settings.Enlist)
        {
            throw new ArgumentException(
                "The connection string of the queue has \"Enlist=true\". Remove it: what the queue writes must stay, "
                    + "even if a transaction of the application is rolled back, because it is paid for.",
                nameof(connectionString)
            );
        }

        // Npgsql's own default is true.
        settings.Enlist = false;
        if (settings.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            settings.TargetSessionAttributes ??= "read-write";
        }

        foreach (
            var (name, value) in Defaults.Where(setting => !settings.ShouldSerialize(setting.Name))
        )
        {
            settings[name] = value;
        }

        return settings.ConnectionString;
    }

    public override async Task CheckAsync(DbConnection connection)
    {
        var encoding = await connection.ExecuteScalarAsync<string>("SHOW server_encoding");
        // The second keeps any bytes as they are.
        if (encoding is not ("UTF8" or "SQL_ASCII"))
        {
            throw new VideoJournalException(
                $"{Name} has the encoding {encoding}, which has no place for some texts, such as a prompt or the "
                    + "path of a video in Chinese. Make a database WITH ENCODING 'UTF8' TEMPLATE template0."
            );
        }
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
        exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => TablesGone,
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
                $"{denied.MessageText}. Grant this role SELECT, INSERT, UPDATE and DELETE on all tables "
                    + "\"cloudsway_video_…\"; if there are none yet, CREATE on the schema.",
            // The whole message may show a row, and so a prompt.
            PostgresException refused => $"{refused.SqlState}: {refused.MessageText}",
            NpgsqlException { InnerException: AggregateException all } =>
                $"none of its hosts can be written: {string.Join("; ", all.InnerExceptions.Select(ReasonOf))}",
            _ => base.ReasonOf(exception),
        };

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
        // A server may isolate statements from each other more than these need, and then refuses one of two.
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            return await TransactAsync(connection, run, cancellationToken);
        }
    }
}
