using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The command of one kind of paid job, its options made of the contract's fields.</summary>
internal static class SubmitCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Print the request that would be sent, and send nothing.",
    };
    private static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Submit and print the id; fetch the video later with \"download\".",
    };

    public static Command Create(JobKind kind, Terminal terminal)
    {
        var command = new Command(kind.Name, kind.Summary);
        var fields = new FieldOptions(kind, command);
        Option[] options =
        [
            OutputTarget.Option,
            OutputTarget.Overwrite,
            NoWait,
            Paying.Yes,
            DryRun,
            GatewayOptions.Timeout,
        ];
        options.ToList().ForEach(command.Options.Add);
        GatewayOptions.AddTo(command);
        command.SetAction(
            (arguments, cancellationToken) =>
                RunAsync(kind, fields, arguments, terminal, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        JobKind kind,
        FieldOptions fields,
        ParseResult arguments,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var isDryRun = arguments.GetValue(DryRun);
        var body = kind.Body(fields.Values(arguments, terminal));
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var options = gateway.OptionsFor(kind.Family, needsKey: !isDryRun);
        var rehearsal = await RehearseAsync(kind, options, body, cancellationToken);
        if (isDryRun)
        {
            terminal.Result(arguments, rehearsal.Text.Split('\n'), rehearsal);
            return ExitCode.Done;
        }

        var target = OutputTarget.Of(arguments);
        if (
            !await Paying.IsAgreedAsync(
                arguments,
                terminal,
                gateway.IsMock,
                () => terminal.Say(Confirmation.Lines(kind, rehearsal.Url, body)),
                "Submit it?",
                cancellationToken
            )
        )
        {
            return ExitCode.Failed;
        }

        var entry = new JournalEntry(
            Guid.NewGuid(),
            default,
            JournalEvent.Submitting,
            kind.Family.Name,
            kind.Name,
            options.EndpointPath!,
            options.BaseUrl!.AbsoluteUri
        );
        var job = await ProgressDisplay.RunAsync(
            terminal,
            display =>
                new JobSubmission(
                    kind.Family.CreateClient(options, null),
                    gateway.Journal,
                    entry,
                    display,
                    terminal.Time
                ).RunAsync(kind, body, cancellationToken)
        );
        var run = new JobRun(job, gateway, arguments, terminal);
        return arguments.GetValue(NoWait)
            ? run.Leave(kind.Family)
            : await run.DownloadAsync(target, cancellationToken);
    }

    private static async Task<Rehearsal> RehearseAsync(
        JobKind kind,
        CloudswayOptions options,
        JObject body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await Rehearsal.RunAsync(kind.Family, options, kind, body, cancellationToken);
        }
        catch (ArgumentException refusal)
        {
            throw new CommandException(
                kind.InUsersWords(FailureReport.Message(refusal), field => field.Option),
                refusal
            );
        }
    }
}
