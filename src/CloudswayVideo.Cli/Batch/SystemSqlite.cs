using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Uses the SQLite of the operating system on platforms for which the package has none. Windows, macOS and most Linux
/// machines have one.
/// </summary>
internal static class SystemSqlite
{
    private static readonly string[] Names =
    [
        "winsqlite3",
        "/usr/lib/libsqlite3.dylib",
        "libsqlite3.so.0",
    ];

    private static readonly Assembly Provider = typeof(SQLite3Provider_e_sqlite3).Assembly;

    private static readonly Lazy<bool> IsAvailable = new(() =>
    {
        NativeLibrary.SetDllImportResolver(Provider, Load);
        return Load("e_sqlite3", Provider, searchPath: null) != 0;
    });

    /// <summary>Makes SQLite available. Call it before the first connection is opened.</summary>
    /// <exception cref="CommandException">This machine has no SQLite.</exception>
    public static void Prepare()
    {
        if (!IsAvailable.Value)
        {
            throw new CommandException(
                "A batch needs SQLite, and neither this package nor your system has it for "
                    + $"{RuntimeInformation.RuntimeIdentifier}. Install the package of your system, which is "
                    + "called libsqlite3-0, sqlite-libs or similar."
            );
        }
    }

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (NativeLibrary.TryLoad(name, assembly, searchPath, out var library))
        {
            return library;
        }

        foreach (var systemName in Names)
        {
            if (NativeLibrary.TryLoad(systemName, out library))
            {
                return library;
            }
        }

        // For 0 the runtime reports which names it tried.
        return 0;
    }
}
