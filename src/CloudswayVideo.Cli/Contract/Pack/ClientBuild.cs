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
        // The user's own descriptions need not meet the rules that this project sets itself.
        "-p:RunAnalyzers=false",
        "-p:TreatWarningsAsErrors=false",
    ];

    /// <summary>Writes the client's package of a contract to a folder.</summary>
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

    /// <summary>The public surface of the client that a contract makes.</summary>
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
                // The prepared contract is all that the client is made of; this file only has to exist.
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
        // Else its build server would hold the folder, which is to be deleted.
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
