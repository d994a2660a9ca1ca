using System.CommandLine;

namespace CloudswayVideo.Cli;

/// <summary>The options that every command has.</summary>
internal static class GeneralOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result, or the error, as one line of JSON on standard output.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show where an error comes from.",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All => [Json, Verbose, AccessKey()];

    /// <summary>
    /// An option that is always refused: arguments are visible to every user of the machine, and the shell keeps them.
    /// </summary>
    public static Option<string> AccessKey()
    {
        var option = new Option<string>("--access-key", "--api-key", "--key")
        {
            Hidden = true,
            Recursive = true,
            Arity = ArgumentArity.ZeroOrOne,
        };
        option.Validators.Add(result =>
            result.AddError(
                "The access key is never an argument: others on this machine could read it. Set "
                    + $"{CloudswayOptions.AccessKeyVariable}, or pipe it in with --key-stdin."
            )
        );
        return option;
    }
}
