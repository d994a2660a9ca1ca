using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;

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

    private static readonly Option[] Own =
    [
        OutputTarget.Option,
        OutputTarget.Overwrite,
        NoWait,
        Paying.Yes,
        DryRun,
        KeptPrompt.Option,
        ExtraFields.Option,
        GatewayOptions.Timeout,
    ];

    /// <summary>The options that no field of a request may take the name of.</summary>
    public static IEnumerable<string> OtherOptions =>
        Own.Concat(GatewayOptions.All)
            .Concat(GeneralOptions.All)
            .Append(SourceJob.Option)
            .Select(option => option.Name)
            .Append("--help");

    public static Command Create(JobKind kind, Terminal terminal)
    {
        var command = new Command(kind.Name, kind.Summary);
        var fields = new FieldOptions(kind, command);
        Own.ToList().ForEach(command.Options.Add);
        if (kind.SourceVideo is not null)
        {
            command.Options.Add(SourceJob.Option);
        }

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
        var values = fields.Values(arguments, terminal);
        // What is wrong shows before anything is started or asked.
        var source = new SourceJob(kind, arguments);
        var body = kind.Body(field => source.Field == field ? source.Placeholder : values(field))
            .With(arguments, kind);
        source.CheckAlone(values);
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var isDryRun = arguments.GetValue(DryRun);
        var options = gateway.OptionsFor(kind.Family, needsKey: !isDryRun);
        var client = kind.Family.CreateClient(options, null);
        var prepared = new PreparedJob(kind, body);
        if (isDryRun)
        {
            var rehearsal = await Rehearsal.RunAsync(prepared, options, cancellationToken);
            terminal.Result(arguments, rehearsal.Text.Split('\n'), rehearsal);
            return ExitCode.Done;
        }

        var url = await Rehearsal.CheckAsync(
            prepared,
            options,
            field => field.Option,
            cancellationToken
        );
        var target = OutputTarget.Of(arguments);
        if (
            !await Paying.IsAgreedAsync(
                arguments,
                terminal,
                gateway.IsMock,
                () => terminal.Say(Confirmation.Lines(kind, url, body)),
                "Submit it?",
                cancellationToken
            )
        )
        {
            return ExitCode.Failed;
        }

        if (source.Field is not null)
        {
            var video = await source.UrlAsync(gateway, terminal, cancellationToken);
            prepared = new PreparedJob(
                kind,
                kind.Body(field => source.Field == field ? video : values(field))
                    .With(arguments, kind)
            );
        }

        var entry = EntryOf(kind, options, KeptPrompt.Of(arguments, prepared));
        var job = await ProgressDisplay.RunAsync(
            terminal,
            async display =>
            {
                gateway.Notices = display.Say;
                return await new JobSubmission(
                    client,
                    gateway.Journal,
                    entry,
                    display,
                    terminal.Time
                ).RunAsync(prepared, cancellationToken);
            }
        );
        var run = new JobRun(job, entry, gateway, arguments, terminal);
        return arguments.GetValue(NoWait)
            ? run.Leave(kind.Family)
            : await run.DownloadAsync(target, cancellationToken);
    }

    private static JournalEntry EntryOf(JobKind kind, CloudswayOptions options, string? prompt) =>
        new(
            Guid.NewGuid(),
            default,
            JournalEvent.Submitting,
            kind.Family.Name,
            kind.Name,
            options.EndpointPath!,
            options.BaseUrl!.AbsoluteUri,
            Prompt: prompt
        );
}
