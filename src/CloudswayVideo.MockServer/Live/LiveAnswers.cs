using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Replies;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// Answers as the service would: a submission makes a job, a status tells where it stands, a file where its video is.
/// The shape of every reply is that of the contract's example; only its values are put in.
/// </summary>
internal sealed class LiveAnswers(TaskStore tasks, Func<MockTask, string> mediaUrl)
{
    private static readonly TimeSpan UrlLifetime = TimeSpan.FromHours(9);

    /// <summary>The answer, or null for an operation that has no part in the life of a job.</summary>
    public MockReply? Answer(ContractOperation operation, MockScenario scenario, IReadOnlyDictionary<string, string> values) => operation.TaskStep switch
    {
        "submit" => Submit(operation, scenario),
        "status" => WithTask(operation, values, Status),
        "file" => WithTask(operation, values, File),
        _ => null,
    };

    private MockReply Submit(ContractOperation operation, MockScenario scenario)
    {
        var task = tasks.Add(operation.Family, scenario);
        return MockReply.FromExample(operation, 200, null, new TaskCreated { TaskId = task.Id });
    }

    private MockReply WithTask(ContractOperation operation, IReadOnlyDictionary<string, string> values, Func<ContractOperation, MockTask, MockReply> answer) =>
        values.Values.Select(tasks.Find).FirstOrDefault(task => task?.Family == operation.Family) is { } task
            ? answer(operation, task)
            : MockReply.FromExample(operation, 404, null);

    private MockReply Status(ContractOperation operation, MockTask task)
    {
        var states = StatusStates.Of(operation);
        var hasEnded = task.HasEnded(tasks.Now);
        var example = hasEnded ? task.Scenario.EndExample ?? states.Succeeded : states.Running(task.Progress(tasks.Now));
        var reply = MockReply.FromExample(operation, 200, example, task.Family == "Hailuo" ? HailuoValues(task) : HaiperValues(task, hasEnded));
        if (!hasEnded && task.Scenario.RunningStatus is { } unknown)
        {
            reply.Body[states.PropertyName] = unknown;
            reply.BreaksContract = true;
        }

        return reply;
    }

    private MockReply File(ContractOperation operation, MockTask task) =>
        task.HasEnded(tasks.Now) && task.Scenario.HasVideo
            ? MockReply.FromExample(operation, 200, null, new HailuoFile { FileId = task.FileId, CreatedAt = tasks.Now, MediaUrl = mediaUrl(task), ExpireTime = tasks.Now + UrlLifetime })
            : MockReply.FromExample(operation, 404, null);

    // Blank in the example means blank in the reply: only a finished job names its file.
    private static HailuoTask HailuoValues(MockTask task) => new() { TaskId = task.UpstreamId, FileId = task.Scenario.HasVideo ? task.FileId : "" };

    private HaiperTask HaiperValues(MockTask task, bool hasEnded) => new()
    {
        MediaUrl = task.Scenario.HasVideo ? mediaUrl(task) : "",
        ExpireTime = tasks.Now + UrlLifetime,
        // The documented success says 0.85; a running job never says that it is done.
        Progress = hasEnded ? null : Math.Round(Math.Min(task.Progress(tasks.Now), 0.99), 2),
    };
}
