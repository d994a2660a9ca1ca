using System.CommandLine;
using CloudswayVideo.Cli.Contract.Pack;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.Cli.Contract;

/// <summary>"contract check" and "contract learn": captured traffic against a contract.</summary>
internal static class CaptureCommands
{
    private const int MaximumListed = 100;

    private static readonly Argument<string[]> Captures = new("CAPTURE")
    {
        Description =
            "A mapping file of WireMock, or a folder of them, such as \"mock --forward URL --record FOLDER\" writes.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<FileInfo> Out = new("--out")
    {
        Description = "The overlay to write. Default: standard output.",
        HelpName = "file",
    };

    public static Command CreateCheck() =>
        CommandRun.CreateCommand(
            "check",
            "Lists what captured traffic has and the contract does not. Returns 1 if there is a difference.",
            CheckAsync,
            Captures,
            PackCommand.ContractFile,
            PackCommand.Overlays
        );

    public static Command CreateLearn() =>
        CommandRun.CreateCommand(
            "learn",
            "Writes an overlay that adds to the contract what captured traffic has. Returns 1 if a part of it is "
                + "left to you.",
            LearnAsync,
            Captures,
            PackCommand.ContractFile,
            PackCommand.Overlays,
            Out
        );

    private static async Task<int> CheckAsync(CommandRun run)
    {
        var (contract, captures) = await ReadAsync(run);
        var ledger = new DriftLedger();
        var found = captures
            .Select(capture => (capture.File, Found: DriftCheck.Find(contract, capture.Exchange)))
            .Where(capture => capture.Found.Count > 0)
            .ToList();
        found.ForEach(capture => ledger.Add(capture.Found));
        run.Result(
            found
                .SelectMany(capture =>
                    capture.Found.Select(finding => $"{capture.File}: {finding}")
                )
                .Take(MaximumListed)
                .Concat(DriftReport.Lines(ledger.All)),
            new
            {
                captures = captures.Count,
                drifts = ledger.All.Select(drift => drift.ToJson()),
                files = found.Select(capture => capture.File).Distinct(),
            }
        );
        return found.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> LearnAsync(CommandRun run)
    {
        var file = run.Get(Out);
        if (file is { Exists: true })
        {
            throw new CommandException(
                $"{file.FullName} exists already. Name another file, so that no overlay of yours is lost."
            );
        }

        var (contract, captures) = await ReadAsync(run);
        var learnt = await LearntOverlay.OfAsync(
            contract,
            [.. captures.Select(capture => capture.Exchange)],
            run.CancellationToken
        );
        var lines = (learnt.Text ?? Nothing(learnt)).Split('\n');
        if (learnt.Text is not null && file is not null)
        {
            await File.WriteAllTextAsync(file.FullName, learnt.Text, run.CancellationToken);
            run.Terminal.Say(
                $"{file.FullName} has what was learnt. Read it: every guess is marked as GUESS."
            );
            lines = [];
        }

        var open = learnt.Open.Select(finding => $"{finding}{Advice(finding)}").ToList();
        run.Result(
            lines,
            new
            {
                overlay = learnt.Text,
                learnt = learnt.Learnt.Select(finding => finding.ToString()),
                leftToYou = open,
            }
        );
        run.Terminal.Say(learnt.Learnt.Select(finding => $"  learnt: {finding}"));
        run.Terminal.Say(open.Select(finding => $"  left to you: {finding}"));
        return open.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Nothing(LearntOverlay learnt) =>
        learnt.Open.Count == 0
            ? "The contract already has everything that was captured."
            : "The contract already has everything that can be learnt.";

    private static string Advice(DriftFinding finding) =>
        finding switch
        {
            { Kind: DriftKind.UnknownOperation } =>
                ". Describe it in an overlay of your own, like those in spec/overlays: a path does not tell what "
                    + "it is paid for.",
            { Kind: DriftKind.UnknownField }
                when finding.Path.EndsWith("(masked)", StringComparison.Ordinal) =>
                ". Its name could be an id or a text of yours, so it is not shown: look at the reply itself, and add "
                    + "the field in an overlay of your own.",
            { Kind: DriftKind.Missing, Path: "$" } =>
                ". A job cannot continue without it: find its new place, and mark that with x-task-value.",
            _ => "",
        };

    private static async Task<(
        ContractDocument Contract,
        List<(string File, ContractExchange Exchange)> Captures
    )> ReadAsync(CommandRun run)
    {
        var contract = PackCommand.Contract(run);
        var captures = new List<(string, ContractExchange)>();
        foreach (
            var file in run.Get(Captures)!
                .SelectMany(name => Files(name, run.Terminal.CurrentFolder))
        )
        {
            var text = await File.ReadAllTextAsync(file, run.CancellationToken);
            captures.AddRange(Capture.Read(text, file).Select(exchange => (file, exchange)));
        }

        return (
            await ContractDocument.ParseAsync(
                contract.ToString(),
                "The contract",
                run.CancellationToken
            ),
            captures
        );
    }

    // A folder without captures would pass every check, so it is a mistake.
    private static List<string> Files(string name, string folder)
    {
        var path = Path.GetFullPath(name, folder);
        if (File.Exists(path))
        {
            return [path];
        }

        var files = Directory.Exists(path)
            ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToList()
            : [];
        return files.Count > 0
            ? files
            : throw new CommandException(
                $"{name} is no file, and no folder with mapping files (*.json). Name captures that "
                    + "\"mock --forward URL --record FOLDER\" wrote."
            );
    }
}
