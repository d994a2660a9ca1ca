using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Chooses the faults of calls, and applies them to the answers.</summary>
internal sealed class FaultPlan(TimeProvider time, CancellationToken stopping)
{
    public const string Media = "media";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<MockFault>> _injected = new();
    private readonly CallCounter _calls = new();

    public void Inject(string operationId, MockFault fault, int calls)
    {
        var queue = _injected.GetOrAdd(operationId, _ => new());
        for (var call = 0; call < calls; call++)
        {
            queue.Enqueue(fault);
        }
    }

    /// <summary>Forgets injected faults and the numbers of calls.</summary>
    public void Clear()
    {
        _injected.Clear();
        _calls.Clear();
    }

    /// <summary>
    /// The fault of the current call: an injected one, or else that of the scenario.
    /// </summary>
    public MockFault? Next(MockScenario scenario, JobStep step, string operationId, MockJob? job)
    {
        if (_injected.TryGetValue(operationId, out var queue) && queue.TryDequeue(out var injected))
        {
            return injected;
        }

        return (scenario.OnCall ?? job?.Scenario.OnCall)?.Invoke(
            new MockCall
            {
                Step = step,
                OperationId = operationId,
                Number =
                    job?.Calls.Next(operationId) ?? _calls.Next($"{scenario.Name} {operationId}"),
            }
        );
    }

    /// <summary>Sends an answer with a fault.</summary>
    public async Task ApplyAsync(HttpContext context, MockFault? fault, Func<Task> answer)
    {
        var reply = fault is null ? null : ReplyWith(context, fault);
        await answer().ConfigureAwait(false);
        if (reply is not null)
        {
            await reply.SendAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Holds back everything that is written to the body of an answer from now on.</summary>
    /// <returns>The reply, to be sent once the answer is complete.</returns>
    public FaultyReply ReplyWith(HttpContext context, MockFault fault)
    {
        if (fault.Kind == FaultKind.Gzip)
        {
            // A range would count compressed bytes, which a client could not join with its own.
            context.Request.Headers.Remove("Range");
        }

        return new FaultyReply(context, fault, delay => WaitAsync(delay, context));
    }

    private async Task<bool> WaitAsync(TimeSpan delay, HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            stopping
        );
        try
        {
            await Task.Delay(delay, time, ended.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            return false;
        }
    }
}
