using System.CommandLine;
using System.Text.RegularExpressions;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>"mock": runs the mock of the gateway as a server, until Ctrl-C.</summary>
internal static class MockCommand
{
    private const double ExamJobSeconds = 3;

    private static readonly Option<Uri> Url = new("--urls", "--url")
    {
        Description = "Where to listen; port 0 takes a free one.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"),
        CustomParser = MockArguments.ParseUrl,
    };

    private static readonly Option<string[]> Hosts = new("--allow-host")
    {
        Description =
            "A host name, besides localhost and the address of --urls, that requests may be sent to. May be repeated.",
        HelpName = "name",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Scenario = new Option<string>("--scenario")
    {
        Description = "The scenario for endpoint paths that name none.",
        HelpName = "name",
        DefaultValueFactory = _ => MockScenario.Success.Name,
    }.AcceptOnlyFromAmong([.. MockScenario.All.Select(known => known.Name)]);

    private static readonly Option<double> Seconds = new("--job-seconds")
    {
        Description = "How many seconds a job takes; with --exam, the default is 3.",
        HelpName = "number",
        DefaultValueFactory = _ => 10,
        CustomParser = MockArguments.ParsePositive,
    };

    private static readonly Option<double> Scale = new("--time-scale")
    {
        Description = "How many seconds pass for jobs and URLs during one real second.",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
        CustomParser = MockArguments.ParsePositive,
    };

    private static readonly Option<string?> AccessKey = new("--access-key")
    {
        Description =
            "A made-up access key that requests must have; by default any key is accepted.",
        HelpName = "key",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The seed for ids: the same seed gives the same ids.",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<FileInfo> Contract = new Option<FileInfo>("--contract")
    {
        Description = "Another contract to serve, an OpenAPI 3.0 file.",
        HelpName = "file",
    }.AcceptExistingOnly();

    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Read the file of --contract again when it changes; jobs stay.",
    };

    private static readonly Option<DirectoryInfo> Mappings = new Option<DirectoryInfo>("--mappings")
    {
        Description =
            "A folder of WireMock's mapping files, which win over the contract and are read again when they change.",
        HelpName = "folder",
    }.AcceptExistingOnly();

    private static readonly Option<Uri> Forward = new("--forward")
    {
        Description =
            "The base URL of the real gateway. Every call is passed on to it once, with its key: jobs are paid "
            + "for. Differences from the contract are printed as they are seen, and at the end.",
        HelpName = "url",
        CustomParser = MockArguments.ParseUrl,
    };

    private static readonly Option<DirectoryInfo> Record = new("--record")
    {
        Description =
            "A new folder for masked copies of the calls that --forward passes on, as mapping files: --mappings "
            + "replays them, \"contract check\" and \"contract learn\" read them.",
        HelpName = "folder",
    };

    private static readonly Option<bool> Exam = new("--exam")
    {
        Description =
            "Examine the client that calls: cause failures, count how it handles them, and print a score card at "
            + "the end. Returns 0 only if everything passed, otherwise 1.",
    };

    private static readonly Option<double> ExamSeconds = new("--exam-seconds")
    {
        Description = "How many seconds --exam takes at most.",
        HelpName = "number",
        DefaultValueFactory = _ => 900,
        CustomParser = MockArguments.ParsePositive,
    };

    private static readonly Option<bool> UnknownFields = new("--allow-unknown-fields")
    {
        Description = "Accept requests with fields that the contract does not know.",
    };

    private static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print no line for each request on standard error, only what went wrong.",
    };

    // The options of the tool, by the names that they have in the messages of the mock.
    private static readonly (string Property, Option Option)[] Checked =
    [
        (nameof(CloudswayMockOptions.Url), Url),
        (nameof(CloudswayMockOptions.AllowedHosts), Hosts),
        (nameof(CloudswayMockOptions.AccessKey), AccessKey),
        (nameof(CloudswayMockOptions.Scenario), Scenario),
        (nameof(CloudswayMockOptions.ContractPath), Contract),
        (nameof(CloudswayMockOptions.WatchContract), Watch),
        (nameof(CloudswayMockOptions.MappingsFolder), Mappings),
        (nameof(CloudswayMockOptions.Exam), Exam),
        (nameof(CloudswayMockOptions.ForwardTo), Forward),
        (nameof(CloudswayMockOptions.RecordFolder), Record),
    ];

    /// <summary>A message about the mock's options, in the words of the tool.</summary>
    public static string InOptions(string message) =>
        Checked.Aggregate(
            message,
            (text, one) => Regex.Replace(text, $@"\b{one.Property}\b", one.Option.Name)
        );

    public static Command Create()
    {
        var command = CommandRun.CreateCommand(
            "mock",
            "Runs a local mock of the gateway, so that tests and rehearsals cost nothing.",
            run =>
                new MockRun(run, OptionsOf(run.Arguments))
                {
                    ExamTime = TimeSpan.FromSeconds(run.Get(ExamSeconds)),
                }.RunAsync(run.Get(Quiet)),
            Url,
            Hosts,
            Scenario,
            Seconds,
            Scale,
            AccessKey,
            Seed,
            Contract,
            Watch,
            Mappings,
            Forward,
            Record,
            Exam,
            ExamSeconds,
            UnknownFields,
            Quiet
        );
        command.Validators.Add(MockArguments.CheckTogether(ExamSeconds, Exam));
        foreach (Option other in (Option[])[Scenario, Seconds, Scale, Seed, UnknownFields])
        {
            command.Validators.Add(MockArguments.CheckApart(Forward, other));
        }

        return command;
    }

    private static CloudswayMockOptions OptionsOf(ParseResult result)
    {
        var isExamPace =
            result.GetValue(Exam) && result.GetResult(Seconds) is null or { Implicit: true };
        var options = new CloudswayMockOptions
        {
            Url = result.GetValue(Url)!,
            Scenario = result.GetValue(Scenario)!,
            JobDuration = TimeSpan.FromSeconds(
                isExamPace ? ExamJobSeconds : result.GetValue(Seconds)
            ),
            TimeScale = result.GetValue(Scale),
            AccessKey = result.GetValue(AccessKey),
            Seed = result.GetValue(Seed),
            ContractPath = result.GetValue(Contract)?.FullName,
            AllowUnknownFields = result.GetValue(UnknownFields),
            WatchContract = result.GetValue(Watch),
            MappingsFolder = result.GetValue(Mappings)?.FullName,
            Exam = result.GetValue(Exam),
            ForwardTo = result.GetValue(Forward),
            RecordFolder = result.GetValue(Record)?.ToString(),
            AdminInterface = true,
        };
        foreach (var host in result.GetValue(Hosts)!)
        {
            options.AllowedHosts.Add(host);
        }

        return options;
    }
}
