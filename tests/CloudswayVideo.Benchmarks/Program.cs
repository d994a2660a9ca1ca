// dotnet run -c Release --project tests/CloudswayVideo.Benchmarks              what a submission and a poll allocate
// dotnet run -c Release --project tests/CloudswayVideo.Benchmarks -- schedules   how well the polling schedules do
// dotnet run -c Release --project tests/CloudswayVideo.Benchmarks -- waits       what ten thousand waits take
// Only the ratios of one run are comparable; the last lines print them, and the exit code is 1 if a target is missed.
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CloudswayVideo.Benchmarks;
using CloudswayVideo.Benchmarks.Schedules;

if (args is ["schedules"])
{
    return ScheduleTable.Print() ? 0 : 1;
}

if (args is ["waits"])
{
    return await WaitsBenchmark.RunAsync() ? 0 : 1;
}

// In this process, because a process of its own per benchmark would have to be built, and to restore, first.
var config = ManualConfig
    .CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));

var summaries = BenchmarkRunner.Run([typeof(SubmitBenchmark), typeof(PollBenchmark)], config);
return new RatioTable(summaries).Print() ? 0 : 1;
