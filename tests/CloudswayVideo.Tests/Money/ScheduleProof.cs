using System.Collections.Concurrent;
using CsCheck;

namespace CloudswayVideo.Tests.Money;

/// <summary>
/// Runs many random schedules, the same ones for the same seed, and finds the smallest schedule that breaks each
/// promise.
/// </summary>
internal sealed class ScheduleProof
{
    public const string UsualSeed = "0000KxqVbSf3";

    // More than the cores of a machine, because a schedule mostly waits for the network.
    private const int AtOnce = 8;

    private readonly ConcurrentQueue<(string Seed, ScheduleRun Run)> _broken = new();
    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly string _seed;
    private int _schedules;
    private int _posts;
    private int _jobs;

    private ScheduleProof(string seed) => _seed = seed;

    /// <summary>
    /// For each kind of broken promise: how often, and the smallest schedule that breaks it.
    /// </summary>
    public IReadOnlyList<string> Broken { get; private set; } = [];

    /// <summary>The kinds of promises that were broken.</summary>
    public IEnumerable<string> Kinds => _broken.SelectMany(one => KindsOf(one.Run)).Distinct();

    /// <summary>How many schedules broke a promise of this kind.</summary>
    public int Count(string kind) => _broken.Count(one => KindsOf(one.Run).Contains(kind));

    public string Summary =>
        $"seed {_seed}: {Figures}; {_broken.Count} schedules broke a promise\n"
        + string.Join(
            '\n',
            _outcomes
                .OrderByDescending(outcome => outcome.Value)
                .Select(outcome => $"{outcome.Value, 6}  {outcome.Key}")
        );

    public string Figures => $"{_schedules} schedules, {_posts} submissions, {_jobs} jobs";

    /// <summary>The seed for a number.</summary>
    // With a stream alone, the generator would take the rest of its seed from the clock.
    public static string SeedOf(int number) => new PCG(stream: 1, seed: (ulong)number).ToString();

    public static async Task<ScheduleProof> RunAsync(int count, string seed)
    {
        var proof = new ScheduleProof(seed);
        await Parallel.ForEachAsync(
            Schedules(count, seed),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, _) => proof.Add(one.Seed, await ScheduleRun.OfAsync(one.Schedule))
        );
        proof.Broken = await Task.WhenAll(proof.Kinds.Select(proof.SmallestAsync));
        return proof;
    }

    private static IEnumerable<(string Seed, Schedule Schedule)> Schedules(int count, string seed)
    {
        var random = PCG.Parse(seed);
        for (var made = 0; made < count; made++)
        {
            var state = random.State;
            yield return (random.ToString(state), ScheduleGen.Any.Generate(random, null, out _));
        }
    }

    private static IEnumerable<string> KindsOf(ScheduleRun run) =>
        run.Violations.Select(violation => violation.Split(':')[0]).Distinct();

    private void Add(string seed, ScheduleRun run)
    {
        Interlocked.Increment(ref _schedules);
        Interlocked.Add(ref _posts, run.Posts);
        Interlocked.Add(ref _jobs, run.Jobs);
        _outcomes.AddOrUpdate(run.Outcome, 1, (_, count) => count + 1);
        if (run.Violations.Count > 0)
        {
            _broken.Enqueue((seed, run));
        }
    }

    private async Task<string> SmallestAsync(string kind)
    {
        var first = _broken.First(one => KindsOf(one.Run).Contains(kind)).Run;
        var (schedule, violations) = (first.Schedule, first.Violations);
        // Repeats with each simpler schedule that still breaks the promise, until none does.
        while (await SmallerAsync(schedule, kind) is { } smaller)
        {
            (schedule, violations) = (smaller.Schedule, smaller.Violations);
        }

        return $"{Count(kind)} x {string.Join("; ", violations)}\n{schedule}\n";
    }

    private static async Task<ScheduleRun?> SmallerAsync(Schedule schedule, string kind)
    {
        foreach (var smaller in schedule.Smaller())
        {
            var run = await ScheduleRun.OfAsync(smaller);
            if (KindsOf(run).Contains(kind))
            {
                return run;
            }
        }

        return null;
    }
}
