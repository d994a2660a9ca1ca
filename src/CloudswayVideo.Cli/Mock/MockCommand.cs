using System.CommandLine;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>"mock": the stand-in for the gateway as a server of its own, until Ctrl-C.</summary>
internal static class MockCommand
{
    public static Command Create()
    {
        var url = new Option<Uri>("--urls", "--url")
        {
            Description = "Where to listen; port 0 takes a free one.",
            HelpName = "url",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"),
            CustomParser = MockArguments.ParseUrl,
        };
        var hosts = new Option<string[]>("--allow-host")
        {
            Description =
                "A host name that requests may reach the mock by, beside localhost and its address; may be repeated.",
            HelpName = "name",
            DefaultValueFactory = _ => [],
        };
        var scenario = new Option<string>("--scenario")
        {
            Description = "The scenario of endpoint paths that name none.",
            HelpName = "name",
            DefaultValueFactory = _ => MockScenario.Success.Name,
        };
        var seconds = new Option<double>("--job-seconds")
        {
            Description = "How long a job takes.",
            HelpName = "number",
            DefaultValueFactory = _ => 10,
            CustomParser = MockArguments.ParsePositive,
        };
        var scale = new Option<double>("--time-scale")
        {
            Description = "How many seconds pass for jobs and URLs in one.",
            HelpName = "number",
            DefaultValueFactory = _ => 1,
            CustomParser = MockArguments.ParsePositive,
        };
        var accessKey = new Option<string?>("--access-key")
        {
            Description =
                "The made-up access key that requests must carry; any will do by default.",
            HelpName = "key",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "What ids are made from: the same seed gives the same ids.",
            HelpName = "number",
            DefaultValueFactory = _ => 1,
        };
        var contract = new Option<FileInfo>("--contract")
        {
            Description = "Another contract to serve, an OpenAPI 3.0 file.",
            HelpName = "file",
        }.AcceptExistingOnly();
        scenario.AcceptOnlyFromAmong([.. MockScenario.All.Select(known => known.Name)]);

        var command = new Command(
            "mock",
            "Runs a local stand-in for the gateway, so that nothing has to be paid for."
        )
        {
            url,
            hosts,
            scenario,
            seconds,
            scale,
            accessKey,
            seed,
            contract,
        };
        command.SetAction(
            (result, cancellationToken) =>
            {
                var options = new CloudswayMockOptions
                {
                    Url = result.GetValue(url)!,
                    Scenario = result.GetValue(scenario)!,
                    JobDuration = TimeSpan.FromSeconds(result.GetValue(seconds)),
                    TimeScale = result.GetValue(scale),
                    AccessKey = result.GetValue(accessKey),
                    Seed = result.GetValue(seed),
                    ContractPath = result.GetValue(contract)?.FullName,
                    AdminInterface = true,
                };
                foreach (var host in result.GetValue(hosts)!)
                {
                    options.AllowedHosts.Add(host);
                }

                return MockRun.RunAsync(options, cancellationToken);
            }
        );
        return command;
    }
}
