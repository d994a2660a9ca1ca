using System.CommandLine;
using CloudswayVideo.Cli.Contract;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using Newtonsoft.Json;

namespace CloudswayVideo.Cli.Mock;

/// <summary>A mock from its start to Ctrl-C or SIGTERM.</summary>
internal sealed class MockRun(CommandRun run, CloudswayMockOptions options)
{
    /// <summary>How long an exam takes at most.</summary>
    public TimeSpan ExamTime { get; init; }

    public async Task<int> RunAsync(bool isQuiet)
    {
        await using var lines = new RequestLines(run.Terminal.Error);
        options.Log = lines.Add;
        options.LogRequests = !isQuiet;
        options.DriftFound = finding => lines.Add($"drift  {finding}");
        var mock = await StartAsync();
        await using (mock.ConfigureAwait(false))
        {
            await ServeAsync(mock);
        }

        if (options.ForwardTo is not null)
        {
            run.Result(
                DriftReport.Lines(mock.Drifts),
                new { drifts = mock.Drifts.Select(drift => drift.ToJson()) }
            );
        }

        if (mock.Exam is not { } exam)
        {
            return ExitCode.Done;
        }

        run.Result(ExamReport.Lines(exam.Card), new { card = exam.Card });
        return exam.Card.All(line => line.Passed == true) ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<CloudswayMock> StartAsync()
    {
        try
        {
            return await CloudswayMock.StartAsync(options, run.CancellationToken);
        }
        catch (ArgumentException mistake)
        {
            throw new CommandException(MockCommand.InOptions(mistake.Message), mistake);
        }
    }

    private async Task ServeAsync(CloudswayMock mock)
    {
        if (!options.Url.IsLoopback)
        {
            await run.Terminal.Error.WriteLineAsync(
                $"Warning: other machines can also reach {options.Url}. They can submit jobs to the mock; to "
                    + "control it, they need an access key that is set with --access-key."
            );
        }

        run.Result(
            Greeting(mock).ReplaceLineEndings("\n").Split('\n'),
            new { url = mock.Url, baseUrl = mock.BaseUrl }
        );
        // Ctrl-C is the normal end and no error.
        await (
            mock.Exam?.WaitAsync(run.CancellationToken)
                .WaitAsync(ExamTime, run.Terminal.Time, run.CancellationToken)
            ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.CancellationToken)
        ).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private string Greeting(CloudswayMock mock) =>
        options.ForwardTo is { } gateway ? ForwardingGreeting(mock, gateway)
        : options.Exam ? ExamGreeting(mock)
        : MockGreeting(mock);

    private string ExamGreeting(CloudswayMock mock) =>
        $"""
            Listening at {mock.BaseUrl}  (Ctrl-C ends the exam)

            Let your client make {MockExam.Videos} videos, each with its own prompt, one after
            another or at the same time, and save them. A new prompt counts as a new
            video, the same prompt again as a second submission of it. If the client gives
            up a video and reports that, it is no mistake; if it pays for one twice, it
            is. The score card is printed once everything is done and a minute has passed
            since the last request, or with Ctrl-C.

            Point a client at it:
              export CLOUDSWAY_BASE_URL={mock.BaseUrl} CLOUDSWAY_ACCESS_KEY={options.AccessKey
                ?? "any"}
            """;

    private static string ForwardingGreeting(CloudswayMock mock, Uri gateway) =>
        $"""
            Listening at {mock.BaseUrl}  (Ctrl-C stops it and prints the differences)

            Every call is passed on to {gateway}, once, with its access key: jobs are real and PAID FOR.
            {mock.Url} is a page with the differences from the contract, {mock.Url}__mock/drifts has them as JSON.

            Point a client at it:
              export CLOUDSWAY_BASE_URL={mock.BaseUrl}
            """;

    private string MockGreeting(CloudswayMock mock)
    {
        var key = options.AccessKey ?? "any";
        return $"""
            Listening at {mock.BaseUrl}  (Ctrl-C stops it)

            {(
                options.AccessKey is null
                    ? "Any access key is accepted."
                    : "Requests must have the access key."
            )} The endpoint path of a request chooses its scenario; {mock.Url}scenarios lists them.
            {mock.Url} is a page that shows jobs and requests, and on which you can try the API.
            {mock.Url}__mock controls the mock: jobs, time, faults. {mock.Url}__mock/openapi.json describes it.
            {mock.Url}health answers once the mock is ready, {mock.Url}__admin is WireMock's admin interface.

            Try it:
              {Submission(mock, key)}
            Point a client at it:
              export CLOUDSWAY_BASE_URL={mock.BaseUrl} CLOUDSWAY_ACCESS_KEY={key}
            """;
    }

    // The first submission of the contract that is served, with its shortest example.
    private static string Submission(CloudswayMock mock, string key)
    {
        var submission = mock.Contract.Operations.First(operation =>
            operation.TaskStep == JobStep.Submit
        );
        var path = submission.Template.Replace(
            $"{{{submission.ScenarioParameter}}}",
            MockScenario.Success.Name,
            StringComparison.Ordinal
        );
        var header = submission.Key ?? ContractKey.Bearer;
        var body =
            submission
                .RequestExamples.Values.Select(example => example.ToString(Formatting.None))
                .MinBy(example => example.Length)
            ?? "{}";
        body = body.Replace("'", "'\\''", StringComparison.Ordinal);
        var root = mock.BaseUrl.AbsoluteUri.TrimEnd('/');
        return $"""
            curl {root}{path} -H '{header.Header}: {header.Prefix}{key}' \
                -H 'Content-Type: application/json' -d '{body}'
            """;
    }
}
