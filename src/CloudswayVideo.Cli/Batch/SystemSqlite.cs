using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Uses the SQLite of the operating system where the package brings none: Windows and macOS have one of their own, and
/// so have most Linux machines.
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

    private static readonly Lazy<bool> IsThere = new(() =>
    {
        NativeLibrary.SetDllImportResolver(Provider, Load);
        return Load("e_sqlite3", Provider, searchPath: null) != 0;
    });

    /// <summary>Makes SQLite available; must come before the first connection.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static void Prepare()
    {
        if (!IsThere.Value)
        {
            throw new CommandException(
                "A batch needs SQLite, and neither this package nor your system has one for "
                    + $"{RuntimeInformation.RuntimeIdentifier}. "
                    + "Install your system's, which is called libsqlite3-0, sqlite-libs or the like."
            );
        }
    }

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (NativeLibrary.TryLoad(name, assembly, searchPath, out var library))
        {
            return library;
        }

        foreach (var ofSystem in Names)
        {
            if (NativeLibrary.TryLoad(ofSystem, out library))
            {
                return library;
            }
        }

        // The runtime says then what it looked for.
        return 0;
    }
}
