using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The command of one kind of paid job. The fields of the contract are its options.</summary>
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

    private static readonly Option[] OptionsOfAllKinds =
    [
        OutputTarget.Option,
        OutputTarget.Overwrite,
        NoWait,
        PaymentConsent.Yes,
        DryRun,
        KeptPrompt.Option,
        ExtraFields.Option,
        GatewayOptions.Timeout,
    ];

    public static Command Create(JobKind kind, Terminal terminal)
    {
        var command = new Command(kind.Name, kind.Summary);
        var fields = new FieldOptions(kind, command);
        OptionsOfAllKinds.ToList().ForEach(command.Options.Add);
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
        var texts = fields.Texts(arguments, terminal);
        // A mistake is reported before the mock is started or the user is asked.
        var source = new SourceJob(kind, arguments);
        PreparedJob Prepare(string sourceUrl) =>
            new(
                kind,
                kind.BodyFromTexts(field => source.Field == field ? sourceUrl : texts(field))
                    .WithExtraFields(arguments, kind)
            );
        var job = Prepare(source.Placeholder);
        source.CheckAlone(texts);
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var isDryRun = arguments.GetValue(DryRun);
        var options = gateway.OptionsFor(kind.Family, needsKey: !isDryRun);
        var client = kind.Family.CreateClient(options, null);
        job.Check(field => field.Option);
        if (isDryRun)
        {
            var preview = await RequestPreview.CreateAsync(job, options, cancellationToken);
            terminal.Result(arguments, preview.Lines, preview);
            return ExitCode.Done;
        }

        var target = OutputTarget.FromOptions(arguments);
        if (
            !await PaymentConsent.IsGivenAsync(
                arguments,
                terminal,
                gateway.IsMock,
                () => terminal.Say(Confirmation.Lines(job, options)),
                "Submit it?",
                cancellationToken
            )
        )
        {
            return ExitCode.Failed;
        }

        if (source.Field is not null)
        {
            job = Prepare(await source.UrlAsync(gateway, terminal, cancellationToken));
        }

        var entry = EntryOf(kind, options, KeptPrompt.FirstWords(arguments, job));
        var accepted = await ProgressDisplay.RunAsync(
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
                ).RunAsync(job, cancellationToken);
            }
        );
        var run = new JobRun(accepted, entry, gateway, arguments, terminal);
        return arguments.GetValue(NoWait)
            ? run.EndWithoutWaiting(kind.Family)
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
