using System.CommandLine;

namespace CloudswayVideo.Cli.Usage;

/// <summary>The user's consent to paid jobs: an answer at the terminal, or the option --yes.</summary>
internal static class PaymentConsent
{
    public static readonly Option<bool> Yes = new("--yes", "-y")
    {
        Description =
            "Submit paid jobs without asking. Required without a terminal, except with --mock, which is free.",
    };

    public static bool IsYes(Option option) => option == Yes;

    /// <summary>Asks for consent, unless the jobs are free or --yes was given.</summary>
    /// <exception cref="CommandException">There is no terminal to ask at.</exception>
    public static async Task<bool> IsGivenAsync(
        CommandRun run,
        bool isFree,
        IEnumerable<string> description,
        string question
    )
    {
        if (isFree || run.Get(Yes))
        {
            return true;
        }

        if (!run.Terminal.IsInteractive)
        {
            throw new CommandException(
                "Nothing was submitted: it costs money, and there is no terminal to ask at. Give --yes "
                    + "to pay without being asked, or --dry-run to see what would be sent."
            );
        }

        run.Terminal.Say(description);
        await run.Terminal.Error.WriteAsync($"{question} [y/N] ");
        // Reading blocks, and Ctrl-C must still work.
        var answer = await Task.Run(run.Terminal.In.ReadLine, run.CancellationToken)
            .WaitAsync(run.CancellationToken);
        var isGiven = answer?.Trim().ToUpperInvariant() is "Y" or "YES";
        if (!isGiven)
        {
            run.Terminal.Say("Nothing was submitted.");
        }

        return isGiven;
    }
}
