using System.CommandLine;

namespace CloudswayVideo.Cli;

/// <summary>
/// The options that choose a journal. They are separate from the other options of the gateway, because those read the
/// families of the contract, which "jobs" and completions of ids have no time for.
/// </summary>
internal static class JournalOptions
{
    public static readonly Option<bool> Mock = new("--mock")
    {
        Description =
            "Use an embedded mock of the gateway: nothing is paid, no key is needed. --endpoint chooses a "
            + "scenario, such as moderated.",
    };

    public static readonly Option<string?> Journal = new("--journal")
    {
        Description =
            "The file that keeps the ids of paid jobs. By default a file in your data folder; \"doctor\" says "
            + "where. Jobs of --mock have a separate file beside it.",
    };
}
