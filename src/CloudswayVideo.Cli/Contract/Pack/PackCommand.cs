using System.CommandLine;
using System.Reflection;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>"contract pack": the client's package, made anew from a contract of the user's own.</summary>
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
            Description = "Where the package, and the contract it was made from, are put.",
            DefaultValueFactory = _ => new DirectoryInfo("."),
        };
        var contractOnly = new Option<bool>("--contract-only")
        {
            Description =
                "Writes the whole contract, checked, and makes no package: for the mock and for other tools.",
        };
        var command = new Command(
            "pack",
            "Makes the client's package anew from a contract of your own. Needs the .NET SDK."
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

    /// <summary>The contract of the two options, checked.</summary>
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

        // An overlay may put right what is wrong in the contract, so that only the result is judged.
        ContractCheck.Require(contract, file?.FullName ?? "The built-in contract");
        return contract;
    }

    // The contract that an overlay names counts where no other is given.
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
                $"{overlay.FullName} extends {name}, and there is no such file beside it. Fetch it, "
                    + "and give it as --contract."
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
