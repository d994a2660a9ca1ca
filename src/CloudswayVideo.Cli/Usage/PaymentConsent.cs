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
    /// <param name="arguments">The command line.</param>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="isFree">Whether the jobs cost nothing.</param>
    /// <param name="describe">Shows what will be paid for.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    /// <exception cref="CommandException">There is no terminal to ask at.</exception>
    public static async Task<bool> IsGivenAsync(
        ParseResult arguments,
        Terminal terminal,
        bool isFree,
        Action describe,
        string question,
        CancellationToken cancellationToken
    )
    {
        if (isFree || arguments.GetValue(Yes))
        {
            return true;
        }

        if (!terminal.IsInteractive)
        {
            throw new CommandException(
                "Nothing was submitted: it costs money, and there is no terminal to ask at. Give --yes "
                    + "to pay without being asked, or --dry-run to see what would be sent."
            );
        }

        describe();
        var isGiven = await AskAsync(terminal, question, cancellationToken);
        if (!isGiven)
        {
            terminal.Say("Nothing was submitted.");
        }

        return isGiven;
    }

    private static async Task<bool> AskAsync(
        Terminal terminal,
        string question,
        CancellationToken cancellationToken
    )
    {
        await terminal.Error.WriteAsync($"{question} [y/N] ");
        // Reading blocks, and Ctrl-C must still work.
        var answer = await Task.Run(terminal.In.ReadLine, cancellationToken)
            .WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
