using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Control;

/// <summary>Lists the newest jobs for the page and the control API.</summary>
internal sealed class JobList(ServedContract contract, JobStore jobs)
{
    private const int Shown = 50;

    public IEnumerable<object> Latest()
    {
        var now = jobs.Now;
        return jobs.Latest(Shown).Select(job => Row(job, now));
    }

    private object Row(MockJob job, DateTimeOffset now)
    {
        // After the contract was read again, the family may be missing.
        var states = contract.Current.Operations.FirstOrDefault(operation =>
            operation.Family == job.Family && operation.TaskStep == JobStep.Status
        )
            is { } status
            ? StatusStates.Of(status)
            : null;
        var hasEnded = job.HasEnded(now);
        var hasFailed = hasEnded && job.Scenario.EndExample is not null;
        return new
        {
            job.Id,
            job.Family,
            Scenario = job.Scenario.Name,
            Status = hasEnded
                ? job.Scenario.EndExample ?? states?.End(null).Example
                : job.Scenario.RunningStatus ?? states?.Running(job.Progress(now)).Example,
            Phase = hasFailed ? "failed"
            : hasEnded ? "succeeded"
            : "running",
            Progress = job.Progress(now),
            HasVideo = hasEnded && !hasFailed && job.Scenario.HasVideo,
        };
    }
}
