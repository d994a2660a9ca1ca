using System.Diagnostics;
using System.Globalization;
using CloudswayVideo.Tests.Money;

namespace CloudswayVideo.Tests.Proofs;

/// <summary>The long proofs, one after the other, with a table of what they found.</summary>
internal static class ProofRun
{
    private const string Usage = "proofs [SCHEDULES [STRESS-SECONDS [KILLS [SEED]]]]";

    // In milliseconds. With the shortest a question is always due; with the others a timer rings for the next.
    private static readonly int[] Intervals = [100, 200, 400];

    // A run of the tool is busy with starting, most of its time.
    private const int KillsAtOnce = 2;

    private static readonly string[] Promises =
    [
        "two jobs",
        "falsely safe",
        "lost id",
        "hidden job",
    ];

    /// <summary>Runs them.</summary>
    /// <param name="arguments">
    /// How many schedules, how many seconds of each stress, how many kills, and the seed of all.
    /// </param>
    /// <returns>0 if every promise was kept.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int[] numbers = [500, 8, 3, 1];
        for (var place = 0; place < arguments.Length; place++)
        {
            if (
                place >= numbers.Length
                || !int.TryParse(arguments[place], CultureInfo.InvariantCulture, out numbers[place])
                || numbers[place] < 0
            )
            {
                await Console.Error.WriteLineAsync(
                    $"Found \"{arguments[place]}\". Usage: {Usage}, all whole numbers."
                );
                return 2;
            }
        }

        var (schedules, seconds, kills, seed) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        List<(string Proof, string Figures, int Broken)> table =
        [
            .. await SchedulesAsync(schedules, seed),
            .. await StressAsync(seconds),
            .. await KillsAsync(kills, seed),
        ];
        foreach (var (proof, figures, broken) in table)
        {
            await Console.Out.WriteLineAsync(
                $"{(broken == 0 ? "held" : "BROKEN"), -8}{broken, 5}  {proof, -44}{figures}"
            );
        }

        return table.Any(row => row.Broken > 0) ? 1 : 0;
    }

    private static async Task<List<(string, string, int)>> SchedulesAsync(int count, int seed)
    {
        var watch = Stopwatch.StartNew();
        var proof = await ScheduleProof.RunAsync(count, ScheduleProof.SeedOf(seed));
        await Console.Out.WriteLineAsync(proof.Summary);
        foreach (var broken in proof.Broken)
        {
            await Console.Error.WriteLineAsync(broken);
        }

        var others = proof.Kinds.Except(Promises).ToList();
        return
        [
            .. Promises.Select(kind => ($"schedules: {kind}", proof.Figures, proof.Count(kind))),
            ("schedules: other promises", $"{watch.Elapsed:mm\\:ss}", others.Sum(proof.Count)),
        ];
    }

    private static async Task<List<(string, string, int)>> StressAsync(int seconds)
    {
        var table = new List<(string, string, int)>();
        foreach (var interval in Intervals.Where(_ => seconds > 0))
        {
            var (held, said) = await BusyWaits.StartAsync(seconds, interval);
            table.Add(("waits beside busy loops", said, held ? 0 : 1));
        }

        return table;
    }

    private static async Task<List<(string, string, int)>> KillsAsync(int count, int seed)
    {
        var runs = new List<KilledRun>();
        await Parallel.ForEachAsync(
            Enumerable.Range(seed, count),
            new ParallelOptions { MaxDegreeOfParallelism = KillsAtOnce },
            async (one, _) =>
            {
                var run = await KilledRun.OfAsync(one);
                lock (runs)
                {
                    runs.Add(run);
                }

                foreach (var violation in run.Violations)
                {
                    await Console.Error.WriteLineAsync($"killed with seed {one}: {violation}");
                }
            }
        );
        var figures =
            $"{count} kills, {runs.Sum(run => run.Jobs)} jobs, {runs.Sum(run => run.Unknown)} told as unknown";
        return [("the tool and its batch, killed", figures, runs.Sum(run => run.Violations.Count))];
    }
}
