using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>
/// Runs one schedule with its own client and gateway, and records which promises of the client it breaks.
/// </summary>
internal sealed partial class ScheduleRun : IAsyncDisposable
{
    private const string Plot = "plot-of-7-secrets";

    // No schedule needs a second. One that takes this long hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly Schedule _schedule;
    private readonly SkippingTimeProvider _time = new();
    private readonly PaidGateway _gateway = new();
    private readonly CancellationTokenSource _caller = new();
    private readonly List<string> _violations = [];
    private volatile bool _isSubmitting;
    private int _glances;

    private ScheduleRun(Schedule schedule) => _schedule = schedule;

    public Schedule Schedule => _schedule;

    /// <summary>How many submissions arrived.</summary>
    public int Posts => _gateway.Submissions.Count;

    /// <summary>How many jobs are paid for.</summary>
    public int Jobs => _gateway.Accepted.Count;

    /// <summary>The outcome of the submission, the wait and the download.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>Which promises were broken; the kind before the colon.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public static async Task<ScheduleRun> OfAsync(Schedule schedule)
    {
        await using var run = new ScheduleRun(schedule);
        var life = run.LiveAsync();
        for (var arrived = -1; !await run.HasEndedAsync(life); )
        {
            // Only a long delay remains (a Retry-After of hours, or the deadline), which the clock does not skip. A
            // whole reply with an id, which a busy machine has not read yet, needs no clock.
            if (
                arrived == (arrived = run._gateway.Heads.Count)
                && !(run._isSubmitting && run.MustKnow() is not null)
            )
            {
                run._time.Advance(TimeSpan.FromMinutes(5));
            }
        }

        return run;
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        return _gateway.DisposeAsync();
    }

    private async Task<bool> HasEndedAsync(Task life)
    {
        if (await Task.WhenAny(life, Task.Delay(Glance, TimeProvider.System)) == life)
        {
            await life;
            return true;
        }

        var hangs = ++_glances * Glance > Patience;
        if (hangs)
        {
            Break("hang", $"nothing ended within {Patience}");
        }

        return hangs;
    }

    private async Task LiveAsync()
    {
        _gateway.IdOf = (_, before) => $"189685259088941935{before}";
        _gateway.Submission = (_, before) =>
            before < _schedule.Arrivals.Length ? _schedule.Arrivals[before] : Arrival.Accepted;
        _gateway.Question = before => _schedule.Answers.ElementAtOrDefault(before);
        _gateway.Download = before => _schedule.Downloads.ElementAtOrDefault(before);
        _gateway.Silence = () => _time.Advance(TimeSpan.FromMinutes(6));
        _gateway.At = (request, moment) =>
            _schedule.Cancelling == new Cancelling(request, moment)
                ? _caller.CancelAsync()
                : Task.CompletedTask;
        var options = TestClient.Options(_gateway.Url, _time);
        await using var chain = new UserChain(_schedule.Chain, _schedule.Handlers, options);
        if (await SubmitAsync(chain) is { } job && await WaitAsync(job) is { } video)
        {
            await SaveAsync(video);
        }

        Judge("a log", chain.Logs.Text);
        if (Jobs > 1)
        {
            Break("two jobs", $"{Jobs} accepted jobs for one call");
        }

        if (Posts > 3)
        {
            Break("many submissions", $"{Posts} for one call");
        }
    }

    private async Task<VideoJob?> SubmitAsync(UserChain chain)
    {
        VideoJob? job = null;
        _isSubmitting = true;
        var failure = await FailureOf(async () =>
            job = _schedule.HasImage
                ? await chain.Hailuo.SubmitAsync(
                    HailuoVideoRequest.FromImage(
                        ImageInput.FromBytes(SampleImages.Png(640, 360)),
                        Plot
                    ),
                    _caller.Token
                )
                : await chain.Haiper.SubmitAsync(
                    new HaiperGenerateRequest { Prompt = Plot },
                    _caller.Token
                )
        );
        _isSubmitting = false;
        Record("submit", failure);
        if (failure is OperationCanceledException && Jobs > 0)
        {
            Break("hidden job", "a bare cancellation of an accepted job");
        }

        var known = job?.Id ?? (failure as SubmissionOutcomeUnknownException)?.JobId;
        if (MustKnow() is { } id && known != id)
        {
            Break(
                "lost id",
                $"{id} was told; known is {known ?? "nothing"} after {Describe(failure)}"
            );
        }

        return job;
    }

    private async Task<Video?> WaitAsync(VideoJob job)
    {
        Video? video = null;
        Record(
            "wait",
            await FailureOf(async () => video = await job.WaitAsync(null, _caller.Token))
        );
        return video;
    }

    private async Task SaveAsync(Video video)
    {
        using var folder = new TemporaryFolder();
        var failure = await FailureOf(() => video.SaveAsync(folder["v.mp4"], null, _caller.Token));
        Record("save", failure);
        if (
            failure is null
            && !(await File.ReadAllBytesAsync(folder["v.mp4"])).SequenceEqual(_gateway.Video)
        )
        {
            Break("wrong file", "what was saved is not what the storage has");
        }
    }
}
