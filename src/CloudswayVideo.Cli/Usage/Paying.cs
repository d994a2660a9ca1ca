using System.CommandLine;

namespace CloudswayVideo.Cli.Usage;

/// <summary>Who agrees to a paid job: somebody at the terminal who is asked, or who gave --yes beforehand.</summary>
internal static class Paying
{
    public static readonly Option<bool> Yes = new("--yes", "-y")
    {
        Description =
            "Submit paid jobs without asking. Required where there is no terminal to ask at; not "
            + "with --mock, which is free.",
    };

    public static bool IsYes(Option option) => option == Yes;

    /// <summary>Whether the user agrees.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="isFree">Nobody is asked then.</param>
    /// <param name="describe">Shows what will be paid for.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="cancellationToken">Ends asking.</param>
    /// <exception cref="CommandException">Nobody can be asked.</exception>
    public static async Task<bool> IsAgreedAsync(
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
                "Nothing was submitted: it is paid, and there is no terminal to ask at. Give --yes "
                    + "to pay without being asked, or --dry-run to see what would be sent."
            );
        }

        describe();
        var isAgreed = await AskAsync(terminal, question, cancellationToken);
        if (!isAgreed)
        {
            terminal.Say("Nothing was submitted.");
        }

        return isAgreed;
    }

    private static async Task<bool> AskAsync(
        Terminal terminal,
        string question,
        CancellationToken cancellationToken
    )
    {
        await terminal.Error.WriteAsync($"{question} [y/N] ");
        // Reading blocks; Ctrl-C must work meanwhile.
        var answer = await Task.Run(terminal.In.ReadLine, cancellationToken)
            .WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
