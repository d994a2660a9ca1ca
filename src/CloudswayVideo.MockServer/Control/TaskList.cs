using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Control;

/// <summary>Lists the newest jobs for the page and the control API.</summary>
internal sealed class TaskList(ServedContract contract, TaskStore tasks)
{
    private const int Shown = 50;

    private readonly ConcurrentDictionary<ContractOperation, StatusStates> _states = new();

    public IEnumerable<object> Latest()
    {
        var now = tasks.Now;
        return tasks.Latest(Shown).Select(task => Row(task, now));
    }

    private object Row(MockTask task, DateTimeOffset now)
    {
        // After the contract was read again, the family may be missing.
        var states = contract.Current.Operations.FirstOrDefault(operation =>
            operation.Family == task.Family && operation.TaskStep == JobStep.Status
        )
            is { } status
            ? _states.GetOrAdd(status, operation => new StatusStates(operation))
            : null;
        var hasEnded = task.HasEnded(now);
        var hasFailed = hasEnded && task.Scenario.EndExample is not null;
        return new
        {
            task.Id,
            task.Family,
            Scenario = task.Scenario.Name,
            Status = hasEnded
                ? task.Scenario.EndExample ?? states?.End(null).Example
                : task.Scenario.RunningStatus ?? states?.Running(task.Progress(now)).Example,
            Phase = hasFailed ? "failed"
            : hasEnded ? "succeeded"
            : "running",
            Progress = task.Progress(now),
            HasVideo = hasEnded && !hasFailed && task.Scenario.HasVideo,
        };
    }
}
