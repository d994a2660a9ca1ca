using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Contract;

namespace CloudswayVideo.Cli.Doctor;

/// <summary>"doctor": checks whether the tool can work on this machine. It submits nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create() =>
        CommandRun.CreateCommand(
            "doctor",
            "Checks key, endpoints, network, clock, contract and journal. Submits nothing, costs nothing.",
            RunAsync,
            GatewayOptions.For()
        );

    private static async Task<int> RunAsync(CommandRun run)
    {
        var cancellationToken = run.CancellationToken;
        await using var gateway = await Gateway.OpenAsync(run);
        var contract = await ContractDocument.LoadAsync(null, cancellationToken);
        var findings = new List<Finding> { Finding.Ok("contract", $"version {contract.Version}") };
        findings.AddRange(
            await NetworkChecks.RunAsync(
                gateway.BaseUrlFor(Family.All[0]),
                run.Terminal.Time,
                cancellationToken
            )
        );
        foreach (var family in Family.All)
        {
            findings.Add(await AccountChecks.RunAsync(gateway, family, cancellationToken));
        }

        findings.Add(
            CloudswayDiagnostics.Drifts is { Count: > 0 } drifts
                ? Finding.Warn(
                    "drift",
                    $"the gateway's answers differ from the contract: {string.Join("; ", drifts)}; see "
                        + "\"mock --forward\""
                )
                : Finding.Ok("drift", "the answers to these checks agree with the contract")
        );
        findings.Add(await JournalCheck.RunAsync(gateway.Journal, cancellationToken));
        run.Result(
            ["Check", "Result", "Detail"],
            findings.Select(finding =>
                new[]
                {
                    finding.Check,
                    finding.Verdict switch
                    {
                        Verdict.Ok => "[green]ok[/]",
                        Verdict.Warn => "[yellow]warn[/]",
                        _ => "[red]fail[/]",
                    },
                    Printable.Markup(finding.Detail),
                }
            ),
            findings.Select(finding => new
            {
                finding.Check,
                finding.Verdict,
                finding.Detail,
            })
        );
        return findings.Max(finding => finding.ExitCode);
    }
}
