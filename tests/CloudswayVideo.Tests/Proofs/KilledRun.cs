using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Proofs;

/// <summary>
/// The tool, or a batch of it, killed at a random moment and then run again, against a gateway that counts accepted
/// jobs.
/// </summary>
internal sealed class KilledRun : IAsyncDisposable
{
    private const int AtOnce = 3;

    private static readonly string[] Prompts = ["one", "two", "three", "four", "five", "six"];

    private readonly PaidGateway _gateway = new();
    private readonly TaskCompletionSource _killed = new();
    private readonly List<string> _violations = [];
    private IReadOnlyList<string> _headsWhenKilled = [];

    private KilledRun() { }

    /// <summary>How many jobs are paid for.</summary>
    public int Jobs => _gateway.Accepted.Count;

    /// <summary>How many submissions were under way when it was killed, so that nobody can know their ids.</summary>
    public int Unknown { get; private set; }

    /// <summary>Which promises were broken.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>
    /// Kills one at a moment that follows from the seed; every fifth is a single job, the others are batches.
    /// </summary>
    public static async Task<KilledRun> OfAsync(int seed)
    {
        await using var run = new KilledRun();
        var random = new Random(seed);
        await (seed % 5 == 0 ? run.JobAsync(random) : run.BatchAsync(random));
        foreach (
            var twice in run
                ._gateway.Accepted.CountBy(job => job.Prompt)
                .Where(one => one.Value > 1)
        )
        {
            run._violations.Add($"the row {twice.Key} was paid {twice.Value} times");
        }

        return run;
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private async Task BatchAsync(Random random)
    {
        using var batch = new BatchFolder(_gateway);
        await batch.WritePromptsAsync(Prompts);
        await KillAsync(
            () => batch.Start("--concurrency", $"{AtOnce}", "--yes"),
            random,
            requests: 3 * Prompts.Length
        );

        using var again = batch.Start("--concurrency", $"{AtOnce}", "--yes");
        var (_, output, error) = await again.EndAsync();

        var saved = batch.Results.Where(row => (string?)row["state"] == "saved").ToList();
        Unknown = batch.States.Count(state => state == "unknown");
        // No id can have come of what was under way, of which there is no more than that.
        if (saved.Count + Unknown != Prompts.Length || Unknown > AtOnce)
        {
            _violations.Add(
                $"{saved.Count} rows were saved and {Unknown} are unknown, of {Prompts.Length}: {output} {error}"
            );
        }

        foreach (
            var (prompt, id) in _gateway.Accepted.Where(job =>
                WasAskedAbout(job.Id) && saved.All(row => (string?)row["id"] != job.Id)
            )
        )
        {
            _violations.Add($"the id {id} of the row {prompt} was known and is lost");
        }
    }

    private async Task JobAsync(Random random)
    {
        using var home = new TemporaryFolder();
        ToolProcess Start(params string[] arguments) =>
            ToolProcess.Start(home, new Uri(_gateway.Url, "v1/ai"), arguments);
        await KillAsync(
            () =>
                Start(
                    "haiper",
                    "generate",
                    "one",
                    "--endpoint",
                    "e",
                    "--yes",
                    "--out",
                    home["v.mp4"]
                ),
            random,
            requests: 3
        );

        using var jobs = Start("jobs");
        var (_, listed, error) = await jobs.EndAsync();

        foreach (var (_, id) in _gateway.Accepted)
        {
            if (WasAskedAbout(id) && !listed.Contains(id, StringComparison.Ordinal))
            {
                _violations.Add($"the id {id} was known and is not listed: {listed} {error}");
            }
        }
    }

    private async Task KillAsync(Func<ToolProcess> start, Random random, int requests)
    {
        var (request, moment) = (random.Next(1, requests + 1), (Moment)random.Next(3));
        ToolProcess? process = null;
        using var started = new SemaphoreSlim(0);
        _gateway.At = async (number, at) =>
        {
            if (number == request && at == moment)
            {
                await started.WaitAsync();
                _headsWhenKilled = _gateway.Heads;
                process!.Kill();
                _killed.SetResult();
            }
        };
        process = start();
        started.Release();
        var end = process.EndAsync();
        await Task.WhenAny(_killed.Task, end);
        await end;
        process.Dispose();
        _gateway.At = (_, _) => Task.CompletedTask;
    }

    // What was asked about before the process died, it knew. Of one that was never killed all is known.
    private bool WasAskedAbout(string id) =>
        !_killed.Task.IsCompleted
        || _headsWhenKilled.Any(head =>
            head.StartsWith("GET", StringComparison.Ordinal)
            && head.Contains(id, StringComparison.Ordinal)
        );
}
