using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>
/// A PostgreSQL of the tests' own, on a free port and in a temporary folder, as its user where they are root.
/// </summary>
internal sealed class PostgreSql : IAsyncDisposable
{
    public const string Missing =
        "PostgreSQL is not here: there is no initdb below /usr/lib/postgresql. Debian's package \"postgresql\" has it.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloudsway-pg-");
    private int _databases;

    private readonly string _settings;

    private PostgreSql(IEnumerable<string> settings) =>
        _settings = string.Concat(settings.Select(setting => $" -c {setting}"));

    /// <summary>The folder of its programs; null if it is not installed.</summary>
    public static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;

    public int Port { get; } = FreePort();

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Starts one, with settings such as "fsync=off" if the defaults will not do.</summary>
    public static async Task<PostgreSql> StartAsync(params IEnumerable<string> settings)
    {
        var server = new PostgreSql(settings);
        await RunAsync("chmod", "777", server._folder.FullName);
        await RunAsOwnerAsync(
            "initdb",
            "-D",
            server.Data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-sync"
        );
        await server.StartServerAsync();
        await server.EndWithThisProcessAsync();
        return server;
    }

    /// <summary>The connection of a database of its own, which is made.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(Connection("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>Stops it as a crash does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await CrashAsync();
        await StartServerAsync();
    }

    /// <summary>Stops it as a crash does.</summary>
    public Task CrashAsync() =>
        RunAsOwnerAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");

    /// <summary>Starts it, or starts it again.</summary>
    public Task StartServerAsync() =>
        RunAsOwnerAsync(
            "pg_ctl",
            "start",
            "-D",
            Data,
            "-w",
            "-s",
            "-l",
            Path.Combine(_folder.FullName, "log"),
            "-o",
            $"-p {Port} -k {_folder.FullName} -c listen_addresses=127.0.0.1 -c max_connections=400{_settings}"
        );

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await CrashAsync();
        await RunAsync("rm", "-rf", _folder.FullName);
    }

    // A test run that is killed leaves no server behind.
    private Task EndWithThisProcessAsync() =>
        RunAsync(
            "/bin/sh",
            "-c",
            "exec > /dev/null 2>&1; setsid sh -c 'tail --pid=$0 -f /dev/null; kill -INT $(head -1 $1/postmaster.pid); "
                + "tail --pid=$(head -1 $1/postmaster.pid) -f /dev/null; rm -rf $2' $0 $1 $2 &",
            $"{Environment.ProcessId}",
            Data,
            _folder.FullName
        );

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, $"{program} {string.Join(' ', arguments)} must succeed");
    }

    private string Connection(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=60";

    private static Task RunAsOwnerAsync(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, program), .. arguments];
        string[] quiet = ["-c", "cd / && exec \"$@\" > /dev/null", "sh"];
        return Environment.UserName == "root"
            ? RunAsync("/bin/sh", [.. quiet, "runuser", "-u", "postgres", "--", .. command])
            : RunAsync("/bin/sh", [.. quiet, .. command]);
    }
}

/// <summary>One PostgreSQL for all tests that need one.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    internal PostgreSql Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgreSql.Programs is not null)
        {
            Server = await PostgreSql.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class OnPostgreSql : ICollectionFixture<PostgreSqlFixture>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A test that needs PostgreSQL.</summary>
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() =>
        Skip = PostgreSql.Programs is null ? PostgreSql.Missing : null;
}

/// <summary>A test with several cases that needs PostgreSQL.</summary>
internal sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute() =>
        Skip = PostgreSql.Programs is null ? PostgreSql.Missing : null;
}
