using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// Answers like the service: a submission makes a job, a status shows its state, a file shows where its video is. Every
/// reply is an example of the contract with the values of the job.
/// </summary>
internal sealed class LiveAnswers(TaskStore tasks)
{
    private readonly ConcurrentDictionary<ContractOperation, StatusStates> _states = new();

    /// <summary>The reply; null for an operation that does not belong to jobs.</summary>
    public MockReply? Answer(IncomingCall call) =>
        call.Operation.TaskStep switch
        {
            JobStep.Submit => Submit(call),
            JobStep.Status => call.Task is { } task ? Status(call, task) : NotFound(call),
            JobStep.File => call.Task is { } task && IsItsFile(call, task)
                ? File(call, task)
                : NotFound(call),
            _ => null,
        };

    private MockReply Submit(IncomingCall call)
    {
        var task = call.Task = tasks.Add(call.Operation.Family, call.Scenario);
        return MockReply.FromExample(
            call.Operation,
            call.Operation.SuccessCode,
            null,
            new TaskValues(task)
        );
    }

    private MockReply Status(IncomingCall call, MockTask task)
    {
        var states = _states.GetOrAdd(call.Operation, operation => new StatusStates(operation));
        var now = tasks.Now;
        var (hasEnded, progress) = (task.HasEnded(now), task.Progress(now));
        call.ShowsEnd = hasEnded;
        var values = new TaskValues(task)
        {
            // The documented success says 0.85, which stays. A running job is never shown as complete.
            Progress = hasEnded
                ? null
                : Math.Round(
                    Math.Min(progress, 0.99) * states.WholeProgress,
                    states.WholeProgress == 1 ? 2 : 0
                ),
            Expires = now + MediaUrl.Lifetime,
            Url = () => MediaUrl.Next(task, now, call.Root),
        };
        var state = hasEnded ? states.End(task.Scenario.EndExample) : states.Running(progress);
        var reply = MockReply.FromExample(
            call.Operation,
            call.Operation.SuccessCode,
            state.Example,
            values
        );
        states.Adapt(reply.Body, state);
        if (!hasEnded && task.Scenario.RunningStatus is { } unknown)
        {
            states.SetStatus(state.Example, reply.Body, unknown);
            reply.BreaksContract = true;
        }

        return reply;
    }

    private MockReply File(IncomingCall call, MockTask task)
    {
        var now = tasks.Now;
        var values = new TaskValues(task)
        {
            Expires = now + MediaUrl.Lifetime,
            Url = () => MediaUrl.Next(task, now, call.Root),
        };
        return MockReply.FromExample(call.Operation, call.Operation.SuccessCode, null, values);
    }

    private bool IsItsFile(IncomingCall call, MockTask task) =>
        task.HasEnded(tasks.Now)
        && task.Scenario is { HasVideo: true, EndExample: null }
        && (call.TaskParameter("file") ?? task.FileId) == task.FileId;

    private static MockReply NotFound(IncomingCall call) => MockReply.Refusal(call.Operation, 404);
}
