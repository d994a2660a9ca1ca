using System.Collections.Concurrent;
using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Live;

namespace CloudswayVideo.MockServer.Page;

/// <summary>The newest jobs, as the page shows them.</summary>
internal sealed class TaskList(ContractDocument contract, TaskStore tasks)
{
    private const int Shown = 50;

    private readonly ConcurrentDictionary<string, StatusStates> _states = new();

    public IEnumerable<object> Latest()
    {
        var now = tasks.Now;
        return tasks.Latest(Shown).Select(task => Row(task, now));
    }

    private object Row(MockTask task, DateTimeOffset now)
    {
        var states = _states.GetOrAdd(
            task.Family,
            family => new StatusStates(
                contract.Operations.First(operation =>
                    operation.Family == family && operation.TaskStep == MockStep.Status
                )
            )
        );
        var hasEnded = task.HasEnded(now);
        var hasFailed = hasEnded && task.Scenario.EndExample is not null;
        return new
        {
            task.Id,
            task.Family,
            Scenario = task.Scenario.Name,
            Status = hasEnded
                ? task.Scenario.EndExample ?? states.Succeeded
                : task.Scenario.RunningStatus ?? states.Running(task.Progress(now)),
            Phase = hasFailed ? "failed"
            : hasEnded ? "succeeded"
            : "running",
            Progress = task.Progress(now),
            HasVideo = hasEnded && !hasFailed && task.Scenario.HasVideo,
        };
    }
}
