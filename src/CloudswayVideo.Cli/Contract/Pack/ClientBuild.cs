using System.ComponentModel;
using System.Diagnostics;
using CloudswayVideo.Cli.Files;
using CloudswayVideo.Contract.Preparation;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>Builds the client from a contract, with the sources that this tool carries and the .NET SDK.</summary>
internal static class ClientBuild
{
    // The path of the client's project below the folder.
    private const string Project = "src/CloudswayVideo.Generated";

    private const string SourcePrefix = "source/";

    private static readonly string[] Settings =
    [
        "-nologo",
        "-v:q",
        // This project's rules, such as those for documentation, do not apply to a user's contract.
        "-p:RunAnalyzers=false",
        "-p:TreatWarningsAsErrors=false",
    ];

    /// <summary>Builds the client's package for a contract and writes it to a folder.</summary>
    public static Task PackAsync(
        JObject contract,
        string contractPath,
        string version,
        string output,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            contract,
            _ =>
                [
                    "pack",
                    "-o",
                    output,
                    $"-p:CloudswayContract={contractPath}",
                    $"-p:Version={version}",
                    "-p:IncludeSymbols=false",
                ],
            _ => "",
            cancellationToken
        );

    /// <summary>Builds the client for a contract and returns its public surface.</summary>
    public static Task<string> SurfaceAsync(
        JObject contract,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            contract,
            // The build needs the file of a contract, but uses only the prepared one.
            folder => ["build", "-o", "built", $"-p:CloudswayContract={Prepared(folder)}"],
            folder =>
                ClientSurface.OfFile(Path.Combine(folder, "built", "CloudswayVideo.Generated.dll")),
            cancellationToken
        );

    private static async Task<string> RunAsync(
        JObject contract,
        Func<string, string[]> command,
        Func<string, string> result,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("cloudsway-video-");
        try
        {
            WriteSources(folder.FullName);
            await File.WriteAllTextAsync(
                Prepared(folder.FullName),
                ClientPreparation
                    .Prepare(contract, Path.Combine(folder.FullName, Project))
                    .ToString(),
                cancellationToken
            );
            await RunAsync(folder.FullName, command(folder.FullName), cancellationToken);
            return result(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The tool carries them with their paths in the repository, so that it needs no checkout.
    private static void WriteSources(string folder)
    {
        foreach (
            var name in typeof(ClientBuild)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(SourcePrefix, StringComparison.Ordinal))
        )
        {
            // The build may have run on Windows.
            var path = Path.Combine(folder, name[SourcePrefix.Length..].Replace('\\', '/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            using var source = AssetFile.Open(name);
            source.CopyTo(file);
        }
    }

    private static string Prepared(string folder) => Path.Combine(folder, "prepared.json");

    private static async Task RunAsync(
        string folder,
        string[] command,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                command[0],
                Project,
                .. command[1..],
                $"-p:PreparedContract={Prepared(folder)}",
                .. Settings,
            ]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        // A build server that stays alive would keep the folder from being deleted.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Start(start);
        try
        {
            var log = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"The client could not be built from this contract:{Environment.NewLine}{log.Trim()}"
                );
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CommandException("The command dotnet was not found. Install the .NET SDK.");
        }
    }
}
