using System.CommandLine;
using System.CommandLine.Parsing;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>"mock": the stand-in for the gateway as a server of its own, until Ctrl-C.</summary>
internal static class MockCommand
{
    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "Where to listen; port 0 takes a free one.",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"),
            CustomParser = ParseUrl,
        };
        var scenario = new Option<string>("--scenario") { Description = "What becomes of jobs whose endpoint path names no scenario.", DefaultValueFactory = _ => MockScenario.Success.Name };
        var seconds = new Option<double>("--job-seconds") { Description = "How long a job takes.", DefaultValueFactory = _ => 10 };
        var contract = new Option<FileInfo?>("--contract") { Description = "Another contract to serve, an OpenAPI 3.0 file." };
        scenario.AcceptOnlyFromAmong([.. MockScenario.All.Select(known => known.Name)]);

        var command = new Command("mock", "Runs a local stand-in for the gateway, so that nothing has to be paid for.") { url, scenario, seconds, contract };
        command.SetAction((result, cancellationToken) => RunAsync(
            new CloudswayMockOptions
            {
                Url = result.GetValue(url)!,
                Scenario = result.GetValue(scenario)!,
                JobDuration = TimeSpan.FromSeconds(result.GetValue(seconds)),
                ContractPath = result.GetValue(contract)?.FullName,
            },
            cancellationToken));
        return command;
    }

    private static Uri? ParseUrl(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp)
        {
            return url;
        }

        result.AddError($"--url is \"{result.Tokens[0].Value}\"; give an address such as http://127.0.0.1:8080.");
        return null;
    }

    private static async Task<int> RunAsync(CloudswayMockOptions options, CancellationToken cancellationToken)
    {
        await using var mock = await CloudswayMock.StartAsync(options, cancellationToken);
        Console.WriteLine($"""
            Listening at {mock.BaseUrl}  (Ctrl-C stops it)

            Any access key will do. The endpoint path chooses what becomes of a job:
            {string.Join(Environment.NewLine, MockScenario.All.Select(scenario => $"  {scenario.Name,-15} {scenario.Description}"))}

            Try it:
              curl {mock.BaseUrl}/success/hailuo/video/generate -H 'Authorization: Bearer any' \
                -H 'Content-Type: application/json' -d '{"{"}"prompt":"A fox in the snow"{"}"}'
            Point a client at it:
              export CLOUDSWAY_BASE_URL={mock.BaseUrl} CLOUDSWAY_ACCESS_KEY=any
            """);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return ExitCode.Done;
    }
}
