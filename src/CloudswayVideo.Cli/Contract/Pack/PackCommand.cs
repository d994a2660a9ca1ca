using System.CommandLine;
using System.Reflection;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>"contract pack": builds the client's package from the user's own contract.</summary>
internal static class PackCommand
{
    public static Command Create()
    {
        var (contract, overlay) = (ContractOption(), OverlayOption());
        var version = new Option<string>("--package-version")
        {
            Description = "The version of the package.",
            DefaultValueFactory = _ => $"{ToolVersion()}.1",
        };
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder for the package and its contract.",
            DefaultValueFactory = _ => new DirectoryInfo("."),
        };
        var contractOnly = new Option<bool>("--contract-only")
        {
            Description =
                "Checks and writes the complete contract, for the mock and for other tools. Builds no package.",
        };
        var command = new Command(
            "pack",
            "Builds the client's package from your own contract. Needs the .NET SDK."
        )
        {
            contract,
            overlay,
            version,
            output,
            contractOnly,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    Contract(result.GetValue(contract), result.GetValue(overlay)),
                    result.GetValue(contractOnly) ? null : result.GetValue(version)!,
                    result.GetValue(output)!.FullName,
                    result.InvocationConfiguration.Output,
                    cancellationToken
                )
        );
        return command;
    }

    public static Option<FileInfo> ContractOption() =>
        new Option<FileInfo>("--contract")
        {
            Description =
                "An edited copy of the contract. Default: the contract that this tool was built with.",
        }.AcceptExistingOnly();

    public static Option<FileInfo[]> OverlayOption() =>
        new Option<FileInfo[]>("--overlay")
        {
            Description =
                "An OpenAPI Overlay, 1.0 or 1.1, that changes the contract; several are applied in "
                + "the order in which they are given.",
        }.AcceptExistingOnly();

    /// <summary>Reads, changes and checks the contract that the two options name.</summary>
    public static JObject Contract(FileInfo? file, FileInfo[]? overlays)
    {
        var changes = (overlays ?? [])
            .Select(overlay =>
                (
                    File: overlay,
                    Overlay: Overlay.Parse(File.ReadAllText(overlay.FullName), overlay.FullName)
                )
            )
            .ToList();
        file ??= changes
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

    private static async Task<int> RunAsync(
        JObject contract,
        string? version,
        string output,
        TextWriter report,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(output);
        var contractPath = Path.Combine(output, "cloudsway-video.json");
        await File.WriteAllTextAsync(contractPath, contract.ToString(), cancellationToken);
        if (version is null)
        {
            await report.WriteLineAsync(contractPath);
            return ExitCode.Done;
        }

        await ClientBuild.PackAsync(contract, contractPath, version, output, cancellationToken);
        await report.WriteLineAsync(
            $"""
            {Path.Combine(output, $"CloudswayVideo.Generated.{version}.nupkg")}
            {contractPath}
            """
        );
        return ExitCode.Done;
    }

    private static string ToolVersion() =>
        Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
}
