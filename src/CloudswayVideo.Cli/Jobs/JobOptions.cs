using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The options of more than one command about jobs.</summary>
internal static class JobOptions
{
    public static readonly Argument<string> Id = new("id") { Description = "The id that submitting the job returned." };

    public static readonly Option<string?> Out = new("--out")
    {
        Description = "The file to save the video as, or the folder to save it in, named for its job. By default the current folder. An existing file is replaced.",
        HelpName = "file or folder",
    };

    public static readonly Option<string?> FamilyName = new("--family") { Description = "The family of a job that was not submitted from here." };

    static JobOptions() => FamilyName.AcceptOnlyFromAmong([.. Family.All.Select(family => family.Name)]);

    /// <summary>Makes a command about a job that was submitted before.</summary>
    public static Command Create(string name, string description, Func<ParseResult, CancellationToken, Task<int>> run, params Option[] options)
    {
        var command = new Command(name, description) { Id, FamilyName };
        options.ToList().ForEach(command.Options.Add);
        GatewayOptions.AddTo(command);
        command.SetAction(run);
        return command;
    }
}
