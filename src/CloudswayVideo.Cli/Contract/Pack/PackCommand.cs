using System.CommandLine;
using System.Reflection;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>"contract pack": builds the client's package from the user's own contract.</summary>
internal static class PackCommand
{
    public static readonly Option<FileInfo> ContractFile = new Option<FileInfo>("--contract")
    {
        Description =
            "An edited copy of the contract. Default: the contract that this tool was built with.",
    }.AcceptExistingOnly();

    public static readonly Option<FileInfo[]> Overlays = new Option<FileInfo[]>("--overlay")
    {
        Description =
            "An OpenAPI Overlay, 1.0 or 1.1, that changes the contract; several are applied in "
            + "the order in which they are given.",
    }.AcceptExistingOnly();

    private static readonly Option<string> PackageVersion = new("--package-version")
    {
        Description = "The version of the package.",
        DefaultValueFactory = _ => $"{ToolVersion()}.1",
    };

    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "The folder for the package and its contract.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    private static readonly Option<bool> ContractOnly = new("--contract-only")
    {
        Description =
            "Checks and writes the complete contract, for the mock and for other tools. Builds no package.",
    };

    public static Command Create() =>
        CommandRun.CreateCommand(
            "pack",
            "Builds the client's package from your own contract. Needs the .NET SDK.",
            RunAsync,
            ContractFile,
            Overlays,
            PackageVersion,
            Out,
            ContractOnly
        );

    private static async Task<int> RunAsync(CommandRun run)
    {
        var contract = Contract(run);
        var output = run.Get(Out)!.FullName;
        var contractPath = Path.Combine(output, "cloudsway-video.json");
        Directory.CreateDirectory(output);
        await File.WriteAllTextAsync(contractPath, contract.ToString(), run.CancellationToken);
        string? package = null;
        if (!run.Get(ContractOnly))
        {
            var version = run.Get(PackageVersion)!;
            await ClientBuild.PackAsync(
                contract,
                contractPath,
                version,
                output,
                run.CancellationToken
            );
            package = Path.Combine(output, $"CloudswayVideo.Generated.{version}.nupkg");
        }

        string?[] paths = [package, contractPath];
        run.Result(paths.OfType<string>(), new { package, contract = contractPath });
        return ExitCode.Done;
    }

    /// <summary>Reads, changes and checks the contract that the two options name.</summary>
    public static JObject Contract(CommandRun run)
    {
        var changes = (run.Get(Overlays) ?? [])
            .Select(overlay =>
                (
                    File: overlay,
                    Overlay: Overlay.Parse(File.ReadAllText(overlay.FullName), overlay.FullName)
                )
            )
            .ToList();
        var file =
            run.Get(ContractFile)
            ?? changes
                .Select(change => Extended(change.Overlay.Extends, change.File))
                .FirstOrDefault(extended => extended is not null);
        var contract = file is null
            ? ContractText.Read(ContractText.ReadEmbedded(), "The built-in contract")
            : ContractText.Read(File.ReadAllText(file.FullName), file.FullName);
        changes.ForEach(change => change.Overlay.ApplyTo(contract));

        // An overlay may correct a mistake in the contract, so only the result is checked.
        ContractCheck.Require(contract, file?.FullName ?? "The built-in contract");
        return contract;
    }

    // Without --contract, an overlay can name the contract that it extends.
    private static FileInfo? Extended(string? name, FileInfo overlay)
    {
        if (name is null)
        {
            return null;
        }

        var file = new FileInfo(Path.GetFullPath(name, overlay.DirectoryName!));
        return file.Exists
            ? file
            : throw new ContractException(
                $"{overlay.FullName} extends {name}, which is not beside it. Download that file, and give it as "
                    + "--contract."
            );
    }

    private static string ToolVersion() =>
        Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
}
