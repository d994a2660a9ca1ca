using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Money;

/// <summary>
/// One schedule, carried out with a client and a gateway of its own, and what it broke of what the client promises.
/// </summary>
internal sealed class ScheduleRun : IAsyncDisposable
{
    private const string Key = "RWsecret0Gd";
    private const string Plot = "plot-of-7-secrets";

    // No schedule needs a second; what takes as long as this hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly Schedule _schedule;
    private readonly SkippingTimeProvider _time = new();
    private readonly PaidGateway _gateway = new();
    private readonly CancellationTokenSource _caller = new();
    private readonly List<string> _violations = [];
    private int _glances;

    private ScheduleRun(Schedule schedule) => _schedule = schedule;

    public Schedule Schedule => _schedule;

    /// <summary>How many submissions arrived.</summary>
    public int Posts => _gateway.Submissions.Count;

    /// <summary>How many jobs are paid for.</summary>
    public int Jobs => _gateway.Accepted.Count;

    /// <summary>What became of the submission, the wait and the download.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>Which promises were broken; the kind before the colon.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public static async Task<ScheduleRun> OfAsync(Schedule schedule)
    {
        await using var run = new ScheduleRun(schedule);
        var life = run.LiveAsync();
        for (var arrived = -1; !await run.HasEndedAsync(life); )
        {
            // Nothing happens but a long wait, a Retry-After of hours or the deadline, which the clock does not skip.
            if (arrived == (arrived = run._gateway.Heads.Count))
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
        var options = new CloudswayOptions
        {
            AccessKey = Key,
            EndpointPath = "e",
            BaseUrl = new Uri(_gateway.Url, "v1/ai"),
            TimeProvider = _time,
        };
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

    private static async Task<Exception?> FailureOf(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception;
        }
    }

    private void Record(string step, Exception? failure)
    {
        Outcome += $"{(Outcome.Length > 0 ? ", " : "")}{step}: {failure?.GetType().Name ?? "well"}";
        if (failure is CloudswayException { IsSafeToResubmit: true } && Jobs > 0)
        {
            Break("falsely safe", $"{Describe(failure)} of {step} about an accepted job");
        }

        var isDocumented = failure switch
        {
            null or CloudswayException => true,
            OperationCanceledException => _caller.IsCancellationRequested,
            // The caller's own mistake or file, which is found before anything is paid; when a video is saved, its
            // disk.
            ArgumentException => Posts == 0,
            IOException => Posts == 0 || step == "save",
            _ => false,
        };
        if (!isDocumented)
        {
            Break($"family of {step}", $"{Describe(failure)}, {failure!.Message}");
        }

        Judge($"the exception of {step}", failure?.ToString() ?? "");
    }

    // Where the whole reply came as far as the client. A handler that repeats swallows some, one that reads replies
    // cannot read all, and a caller who cancels may leave before the reply is read.
    private string? MustKnow()
    {
        var isMeddled = _schedule.Handlers.Length > 0 && _schedule.Chain != Chain.None;
        return
            Posts is > 0 and <= 4
            && _schedule.Arrivals.ElementAtOrDefault(Posts - 1)
                is { Accepts: true, Reply: var reply }
            && reply.ArrivesWhole
            && reply.Body.Contains("{id}", StringComparison.Ordinal)
            && reply.StatusCode != 204
            && !_caller.IsCancellationRequested
            && !(isMeddled && (reply.StatusCode >= 300 || reply.Delivery > Delivery.Deflate))
            && !_schedule.Handlers.Contains(UserHandler.SendsTwice)
            && !IsHiddenByRedirect(reply)
            ? _gateway.Accepted[^1].Id
            : null;
    }

    // An HttpClient of the caller's that follows redirects throws the answer away that had the id: nobody else sees it.
    // The constructors of the clients say so, and the outcome is told as unknown.
    private bool IsHiddenByRedirect(GatewayReply reply) =>
        _schedule.Chain == Chain.OwnHttpClient
        && reply.StatusCode is >= 300 and < 400
        && reply.Headers.Contains("Location:", StringComparison.OrdinalIgnoreCase);

    private void Judge(string where, string text)
    {
        foreach (var secret in new[] { Key, Plot, "Signature=secret" })
        {
            if (text.Contains(secret, StringComparison.OrdinalIgnoreCase))
            {
                var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
                Break("secret", $"\"{secret}\" in {where}: {text[Math.Max(0, at - 80)..at]}");
            }
        }
    }

    private static string Describe(Exception? failure) => failure?.GetType().Name ?? "success";

    private void Break(string kind, string what) => _violations.Add($"{kind}: {what}");
}
