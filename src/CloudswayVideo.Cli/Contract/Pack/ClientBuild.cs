using System.ComponentModel;
using System.Diagnostics;
using CloudswayVideo.Contract.Preparation;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>Builds the client from a contract, with the sources that this tool carries and the .NET SDK.</summary>
internal static class ClientBuild
{
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
        InFolderAsync(
            contract,
            folder =>
                RunAsync(
                    folder,
                    [
                        "pack",
                        "-o",
                        output,
                        $"-p:CloudswayContract={contractPath}",
                        $"-p:Version={version}",
                        "-p:IncludeSymbols=false",
                    ],
                    cancellationToken
                )
        );

    /// <summary>Builds the client for a contract and returns its public surface.</summary>
    public static async Task<string> SurfaceAsync(
        JObject contract,
        CancellationToken cancellationToken
    )
    {
        var surface = "";
        await InFolderAsync(
            contract,
            async folder =>
            {
                var output = Path.Combine(folder, "built");
                // The build needs the file, but uses only the prepared contract.
                var contractPath = Path.Combine(folder, "contract.json");
                await File.WriteAllTextAsync(contractPath, contract.ToString(), cancellationToken);
                await RunAsync(
                    folder,
                    ["build", "-o", output, $"-p:CloudswayContract={contractPath}"],
                    cancellationToken
                );
                surface = ClientSurface.OfFile(
                    Path.Combine(output, "CloudswayVideo.Generated.dll")
                );
            }
        );
        return surface;
    }

    private static async Task InFolderAsync(JObject contract, Func<string, Task> build)
    {
        var folder = Directory.CreateTempSubdirectory("cloudsway-video-");
        try
        {
            ClientSources.WriteTo(folder.FullName);
            await File.WriteAllTextAsync(
                Prepared(folder.FullName),
                ClientPreparation
                    .Prepare(contract, Path.Combine(folder.FullName, ClientSources.Project))
                    .ToString()
            );
            await build(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
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
                ClientSources.Project,
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
