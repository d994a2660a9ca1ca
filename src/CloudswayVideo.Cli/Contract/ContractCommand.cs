using System.CommandLine;
using CloudswayVideo.Cli.Contract.Pack;
using CloudswayVideo.Contract;

namespace CloudswayVideo.Cli.Contract;

/// <summary>"contract": compares contracts, checks them against traffic, and builds clients from them.</summary>
internal static class ContractCommand
{
    public static Command Create(Terminal terminal) =>
        new(
            "contract",
            "Shows what a change of the contract means for its users, and builds a client from your own contract."
        )
        {
            CreateDiff(terminal),
            PackCommand.Create(),
            CaptureCommands.CreateCheck(terminal),
            CaptureCommands.CreateLearn(terminal),
        };

    private static Command CreateDiff(Terminal terminal)
    {
        var before = new Argument<string?>("OLD")
        {
            Description =
                "A contract file, the folder of a release, or a git revision. Default: the newest "
                + "release in spec/released.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var after = new Argument<string?>("NEW")
        {
            Description =
                "The same. Default: the working tree or, outside a repository, the contract that this tool was "
                + "built with.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var build = new Option<bool>("--build")
        {
            Description =
                "Builds the clients of both contracts and compares their public surfaces in C#. Needs the .NET "
                + "SDK, and takes about a minute.",
        };
        var command = new Command(
            "diff",
            "Compares two contracts and public surfaces. Returns 1 if the version was not increased as the "
                + "difference demands."
        )
        {
            before,
            after,
            build,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var old = result.GetValue(before) is { } oldName
                    ? ContractSnapshot.Named(oldName, terminal.CurrentFolder)
                    : ContractSnapshot.LastReleased(terminal.CurrentFolder);
                var now = result.GetValue(after) is { } newName
                    ? ContractSnapshot.Named(newName, terminal.CurrentFolder)
                    : ContractSnapshot.Current(terminal.CurrentFolder);
                ContractCheck.Require(now.Contract, now.Name);
                if (result.GetValue(build))
                {
                    await terminal.Error.WriteLineAsync(
                        $"Building the clients of {old.Name} and of {now.Name} ..."
                    );
                    old = await old.BuildAsync(cancellationToken);
                    now = await now.BuildAsync(cancellationToken);
                }

                var comparison = SnapshotComparison.Between(old, now);
                terminal.Result(result, [], comparison.ToJson());
                if (!result.GetValue(GeneralOptions.Json))
                {
                    ComparisonTables.Write(comparison, terminal);
                }

                return comparison.IsStepped ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }
}
