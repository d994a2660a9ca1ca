using System.CommandLine;
using CloudswayVideo.Cli.Contract.Pack;
using CloudswayVideo.Contract;

namespace CloudswayVideo.Cli.Contract;

/// <summary>"contract": compares contracts, checks them against traffic, and builds clients from them.</summary>
internal static class ContractCommand
{
    private static readonly Argument<string?> Before = new("OLD")
    {
        Description =
            "A contract file, the folder of a release, or a git revision. Default: the newest "
            + "release in spec/released.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string?> After = new("NEW")
    {
        Description =
            "The same. Default: the working tree or, outside a repository, the contract that this tool was "
            + "built with.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Build = new("--build")
    {
        Description =
            "Builds the clients of both contracts and compares their public surfaces in C#. Needs the .NET "
            + "SDK, and takes about a minute.",
    };

    public static Command Create() =>
        new(
            "contract",
            "Shows what a change of the contract means for its users, and builds a client from your own contract."
        )
        {
            CommandRun.CreateCommand(
                "diff",
                "Compares two contracts and public surfaces. Returns 1 if the version was not increased as the "
                    + "difference demands.",
                CompareAsync,
                Before,
                After,
                Build
            ),
            PackCommand.Create(),
            CaptureCommands.CreateCheck(),
            CaptureCommands.CreateLearn(),
        };

    private static async Task<int> CompareAsync(CommandRun run)
    {
        var folder = run.Terminal.CurrentFolder;
        var old = run.Get(Before) is { } oldName
            ? ContractSnapshot.Named(oldName, folder)
            : ContractSnapshot.LastReleased(folder);
        var now = run.Get(After) is { } newName
            ? ContractSnapshot.Named(newName, folder)
            : ContractSnapshot.Current(folder);
        ContractCheck.Require(now.Contract, now.Name);
        if (run.Get(Build))
        {
            await run.Terminal.Error.WriteLineAsync(
                $"Building the clients of {old.Name} and of {now.Name} ..."
            );
            old = await old.BuildAsync(run.CancellationToken);
            now = await now.BuildAsync(run.CancellationToken);
        }

        var comparison = SnapshotComparison.Between(old, now);
        run.Result(() => ComparisonTables.Write(comparison, run.Terminal), comparison.ToJson());
        return comparison.IsStepped ? ExitCode.Done : ExitCode.Failed;
    }
}
