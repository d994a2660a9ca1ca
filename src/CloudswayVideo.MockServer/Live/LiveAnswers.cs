using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// Answers like the service: a submission makes a job, a status shows its state, a file shows where its video is. Every
/// reply is an example of the contract with the values of the job.
/// </summary>
internal sealed class LiveAnswers(JobStore jobs)
{
    /// <summary>The reply; null for an operation that does not belong to jobs.</summary>
    public MockReply? Answer(IncomingCall call) =>
        call.Operation.TaskStep switch
        {
            JobStep.Submit => Submit(call),
            JobStep.Status => call.Job is { } job ? Status(call, job) : NotFound(call),
            JobStep.File => call.Job is { } job && IsItsFile(call, job)
                ? File(call, job)
                : NotFound(call),
            _ => null,
        };

    private MockReply Submit(IncomingCall call)
    {
        var job = call.Job = jobs.Add(call.Operation.Family, call.Scenario);
        return Reply(call, new JobValues(job));
    }

    private MockReply Status(IncomingCall call, MockJob job)
    {
        var states = StatusStates.Of(call.Operation);
        var now = jobs.Now;
        var (hasEnded, progress) = (job.HasEnded(now), job.Progress(now));
        call.ShowsEnd = hasEnded;
        var values = new JobValues(job)
        {
            // The documented success says 0.85, which stays. A running job is never shown as complete.
            Progress = hasEnded
                ? null
                : Math.Round(
                    Math.Min(progress, 0.99) * states.WholeProgress,
                    states.WholeProgress == 1 ? 2 : 0
                ),
            Expires = now + MediaUrl.Lifetime,
            Url = () => MediaUrl.Next(job, now, call.Root),
        };
        var state = hasEnded ? states.End(job.Scenario.EndExample) : states.Running(progress);
        var reply = Reply(call, values, state.Example);
        states.Adapt(reply.Body, state);
        if (!hasEnded && job.Scenario.RunningStatus is { } unknown)
        {
            states.SetStatus(state.Example, reply.Body, unknown);
            reply.BreaksContract = true;
        }

        return reply;
    }

    private MockReply File(IncomingCall call, MockJob job)
    {
        var now = jobs.Now;
        var values = new JobValues(job)
        {
            Expires = now + MediaUrl.Lifetime,
            Url = () => MediaUrl.Next(job, now, call.Root),
        };
        return Reply(call, values);
    }

    private bool IsItsFile(IncomingCall call, MockJob job) =>
        job.HasEnded(jobs.Now)
        && job.Scenario is { HasVideo: true, EndExample: null }
        && (call.TaskParameter("file") ?? job.FileId) == job.FileId;

    private static MockReply Reply(IncomingCall call, JobValues values, string? example = null) =>
        MockReply.FromExample(call.Operation, call.Operation.SuccessCode, example, values);

    private static MockReply NotFound(IncomingCall call) => MockReply.Refusal(call.Operation, 404);
}
