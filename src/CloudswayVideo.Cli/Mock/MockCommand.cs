using System.CommandLine;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>"mock": the stand-in for the gateway as a server of its own, until Ctrl-C.</summary>
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
            "A host name that requests may reach the mock by, beside localhost and its address; may be repeated.",
        HelpName = "name",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Scenario = new Option<string>("--scenario")
    {
        Description = "The scenario of endpoint paths that name none.",
        HelpName = "name",
        DefaultValueFactory = _ => MockScenario.Success.Name,
    }.AcceptOnlyFromAmong([.. MockScenario.All.Select(known => known.Name)]);

    private static readonly Option<double> Seconds = new("--job-seconds")
    {
        Description = "How long a job takes; 3 where --exam is given and this is not.",
        HelpName = "number",
        DefaultValueFactory = _ => 10,
        CustomParser = MockArguments.ParsePositive,
    };

    private static readonly Option<double> Scale = new("--time-scale")
    {
        Description = "How many seconds pass for jobs and URLs in one.",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
        CustomParser = MockArguments.ParsePositive,
    };

    private static readonly Option<string?> AccessKey = new("--access-key")
    {
        Description = "The made-up access key that requests must carry; any will do by default.",
        HelpName = "key",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "What ids are made from: the same seed gives the same ids.",
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
            "A folder of WireMock's mapping files, which go before the contract and are read again when they change.",
        HelpName = "folder",
    }.AcceptExistingOnly();

    private static readonly Option<Uri> Forward = new("--forward")
    {
        Description =
            "The base URL of the real gateway, to which every call is passed on, once, with its key: "
            + "jobs are paid for. "
            + "What differs from the contract is told as it is seen, and at the end.",
        HelpName = "url",
        CustomParser = MockArguments.ParseGateway,
    };

    private static readonly Option<DirectoryInfo> Record = new("--record")
    {
        Description =
            "A new folder for what --forward passes on, masked, as mapping files: --mappings replays them, "
            + "\"contract check\" and \"contract learn\" read them.",
        HelpName = "folder",
    };

    private static readonly Option<bool> Exam = new("--exam")
    {
        Description =
            "Examine the client that calls: let things go wrong for it, count what it does about them, "
            + "and print a score card at the end. Returns 0 only if all of it passed, otherwise 1.",
    };

    private static readonly Option<double> ExamSeconds = new("--exam-seconds")
    {
        Description = "How long --exam takes at most.",
        HelpName = "number",
        DefaultValueFactory = _ => 900,
        CustomParser = MockArguments.ParsePositive,
    };

    private static readonly Option<bool> UnknownFields = new("--allow-unknown-fields")
    {
        Description = "Let requests have fields that the contract does not know.",
    };

    private static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print no line for each request on standard error.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "mock",
            "Runs a local stand-in for the gateway, so that nothing has to be paid for."
        )
        {
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
            Quiet,
        };
        command.Validators.Add(MockArguments.CheckTogether(Watch, Contract));
        command.Validators.Add(MockArguments.CheckTogether(Record, Forward));
        command.Validators.Add(MockArguments.CheckTogether(ExamSeconds, Exam));
        command.Validators.Add(MockArguments.CheckApart(Forward, Mappings));
        command.Validators.Add(MockArguments.CheckApart(Forward, Exam));
        Record.Validators.Add(MockArguments.CheckEmpty);
        Hosts.Validators.Add(MockArguments.CheckHosts);
        command.SetAction(
            (result, cancellationToken) =>
                new MockRun(terminal, result, OptionsOf(result))
                {
                    ExamTime = TimeSpan.FromSeconds(result.GetValue(ExamSeconds)),
                }.RunAsync(result.GetValue(Quiet), cancellationToken)
        );
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
            RecordFolder = result.GetValue(Record)?.FullName,
            AdminInterface = true,
        };
        foreach (var host in result.GetValue(Hosts)!)
        {
            options.AllowedHosts.Add(host);
        }

        return options;
    }
}
