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

    private static readonly Option<FileInfo> Contract = PackCommand.ContractOption();

    private static readonly Option<FileInfo[]> Overlay = PackCommand.OverlayOption();

    public static Command CreateCheck(Terminal terminal)
    {
        var command = new Command(
            "check",
            "Lists what captured traffic has and the contract does not. Returns 1 if there is a difference."
        )
        {
            Captures,
            Contract,
            Overlay,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var (contract, captures) = await ReadAsync(result, terminal, cancellationToken);
                var ledger = new DriftLedger();
                var found = captures
                    .Select(capture =>
                        (capture.File, Found: DriftCheck.Find(contract, capture.Exchange))
                    )
                    .Where(capture => capture.Found.Count > 0)
                    .ToList();
                found.ForEach(capture => ledger.Add(capture.Found));
                terminal.Result(
                    result,
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
        );
        return command;
    }

    public static Command CreateLearn(Terminal terminal)
    {
        var output = new Option<FileInfo>("--out")
        {
            Description = "The overlay to write. Default: standard output.",
            HelpName = "file",
        };
        var command = new Command(
            "learn",
            "Writes an overlay that adds to the contract what captured traffic has. Returns 1 if a part of it is "
                + "left to you."
        )
        {
            Captures,
            Contract,
            Overlay,
            output,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                if (result.GetValue(output) is { Exists: true } existing)
                {
                    throw new CommandException(
                        $"{existing.FullName} exists already. Name another file, so that no overlay of yours is lost."
                    );
                }

                var (contract, captures) = await ReadAsync(result, terminal, cancellationToken);
                var learnt = await LearntOverlay.OfAsync(
                    contract,
                    [.. captures.Select(capture => capture.Exchange)],
                    cancellationToken
                );
                await WriteAsync(learnt, result.GetValue(output), terminal, cancellationToken);
                return learnt.Open.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task WriteAsync(
        LearntOverlay learnt,
        FileInfo? file,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        if (learnt.Text is { } text && file is not null)
        {
            await File.WriteAllTextAsync(file.FullName, text, cancellationToken);
            terminal.Say(
                $"{file.FullName} has what was learnt. Read it: every guess is marked as GUESS."
            );
        }
        else
        {
            terminal.Print((learnt.Text ?? Nothing(learnt)).Split('\n'));
        }

        terminal.Say(learnt.Learnt.Select(finding => $"  learnt: {finding}"));
        terminal.Say(learnt.Open.Select(finding => $"  left to you: {finding}{Advice(finding)}"));
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
    )> ReadAsync(ParseResult result, Terminal terminal, CancellationToken cancellationToken)
    {
        var contract = PackCommand.Contract(result.GetValue(Contract), result.GetValue(Overlay));
        var captures = new List<(string, ContractExchange)>();
        foreach (
            var file in result
                .GetValue(Captures)!
                .SelectMany(name => Files(name, terminal.CurrentFolder))
        )
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            captures.AddRange(Capture.Read(text, file).Select(exchange => (file, exchange)));
        }

        return (
            await ContractDocument.ParseAsync(
                contract.ToString(),
                "The contract",
                cancellationToken
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
