using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>The command of one kind of paid job. The fields of the contract are its options.</summary>
internal static class SubmitCommand
{
    private const int LongestShown = 200;

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

    public static Command Create(JobKind kind)
    {
        var fields = new FieldOptions(kind);
        Option[] source = kind.SourceVideo is null ? [] : [SourceJob.Option];
        return CommandRun.CreateCommand(
            kind.Name,
            kind.Summary,
            run => RunAsync(kind, fields, run),
            [.. fields.Symbols, .. OptionsOfAllKinds, .. source, .. GatewayOptions.For(kind.Family)]
        );
    }

    private static async Task<int> RunAsync(JobKind kind, FieldOptions fields, CommandRun run)
    {
        var terminal = run.Terminal;
        var texts = fields.Texts(run);
        // A mistake is reported before the mock is started or the user is asked.
        var source = new SourceJob(kind, run);
        PreparedJob Prepare(string sourceUrl) =>
            new(
                kind,
                kind.BodyFromTexts(field => source.Field == field ? sourceUrl : texts(field))
                    .WithExtraFields(run, kind)
            );
        var job = Prepare(source.Placeholder);
        source.CheckAlone(texts);
        await using var gateway = await Gateway.OpenAsync(run);
        var isDryRun = run.Get(DryRun);
        var options = gateway.OptionsFor(kind.Family, needsKey: !isDryRun);
        var client = kind.Family.CreateClient(options);
        job.Check(field => field.Option);
        if (isDryRun)
        {
            var preview = await RequestPreview.CreateAsync(job, options, run.CancellationToken);
            run.Result(preview.Lines, preview);
            return ExitCode.Done;
        }

        var target = OutputTarget.FromOptions(run);
        if (
            !await PaymentConsent.IsGivenAsync(
                run,
                gateway.IsMock,
                Description(job, options),
                "Submit it?"
            )
        )
        {
            return ExitCode.Failed;
        }

        if (source.Field is not null)
        {
            job = Prepare(await source.UrlAsync(gateway, run));
        }

        var entry = new JournalEntry(
            Guid.NewGuid(),
            default,
            JournalEvent.Submitting,
            kind.Family.Name,
            kind.Name,
            options.EndpointPath!,
            options.BaseUrl!.AbsoluteUri,
            Prompt: KeptPrompt.FirstWords(run, job)
        );
        var accepted = await ProgressDisplay.RunAsync(
            terminal,
            async display =>
            {
                gateway.Notices = display.Say;
                var submission = new JobSubmission(
                    client,
                    gateway.Journal,
                    entry,
                    display,
                    terminal.Time
                );
                await submission.BeginAsync(run.CancellationToken);
                return await submission.SendAsync(job, run.CancellationToken);
            }
        );
        var jobRun = new JobRun(accepted, entry, gateway, run);
        return run.Get(NoWait)
            ? jobRun.EndWithoutWaiting(kind.Family)
            : await jobRun.DownloadAsync(target);
    }

    // What the user is asked to pay for.
    private static IEnumerable<string> Description(PreparedJob job, CloudswayOptions options) =>
        job
            .Body.Descendants()
            .OfType<JValue>()
            .Select(value =>
                $"  {value.Path}: {Shorten(value.ToString(CultureInfo.InvariantCulture))}"
            )
            .Prepend(
                $"A paid job, {job.Kind.Command}, for {options.BaseUrl}"
                    + (
                        string.IsNullOrEmpty(options.EndpointPath)
                            ? ":"
                            : $", endpoint {options.EndpointPath}:"
                    )
            );

    private static string Shorten(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? $"data URI, {text.Length} characters"
        : text.Length > LongestShown ? $"{text[..LongestShown]}… ({text.Length} characters)"
        : text;
}
