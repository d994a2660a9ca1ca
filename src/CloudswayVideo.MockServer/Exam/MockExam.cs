using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Exam;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer;

/// <summary>
/// A test for any client, in any language: the mock lets a fixed set of things go wrong and counts what the client
/// does. Each new prompt of a submission is one wanted video and gets the next scenario; the same prompt again is a
/// second submission of it. Without a prompt, the whole request body counts. Enabled by <see
/// cref="CloudswayMockOptions.Exam"/>.
/// </summary>
public sealed class MockExam
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly ServedContract _contract;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MockScenario> _chosen = [];
    private List<ExamRecord> _records = NewRecords();
    private DateTimeOffset? _last;

    internal MockExam(ServedContract contract, TimeProvider time) =>
        (_contract, _time) = (contract, time);

    /// <summary>How many videos the client must make, each with a prompt of its own.</summary>
    public static int Videos => ExamCase.All.Count;

    /// <summary>The current score card, a line for each scenario.</summary>
    public IReadOnlyList<ExamLine> Card
    {
        get
        {
            lock (_lock)
            {
                return [.. _records.Select(record => record.Line())];
            }
        }
    }

    /// <summary>
    /// Waits until the exam is over: every video has reached its end and got no request for 10 seconds (the stuck one
    /// was asked about for 30 seconds), or no request came at all for 60 seconds after the first one. Counted by <see
    /// cref="CloudswayMockOptions.TimeProvider"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the exam.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled. The exam goes on.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken = default)
    {
        while (!IsOver())
        {
            await Task.Delay(CheckInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The address of videos for a caller: the other name of the loopback interface, so that it is another host.
    /// </summary>
    internal static string MediaRoot(HttpRequest request)
    {
        var host = request.Host.Host switch
        {
            "127.0.0.1" => "localhost",
            "localhost" => "127.0.0.1",
            var only => only,
        };
        return $"{request.Scheme}://{new HostString(host, request.Host.Port ?? 80)}";
    }

    internal MockScenario Choose(ContractOperation operation, JToken? body)
    {
        if (operation.TaskStep != JobStep.Submit)
        {
            return MockScenario.Success;
        }

        lock (_lock)
        {
            var video = WantedVideo.Of(operation, body);
            var next = _records.ElementAtOrDefault(_chosen.Count)?.Scenario;
            _chosen.TryAdd(video, next ?? MockScenario.Success);
            return _chosen[video];
        }
    }

    internal void Answered(
        IncomingCall call,
        HttpRequest request,
        MockFault? fault,
        MockReply reply
    )
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var record = Record(call.Job?.Scenario ?? call.Scenario, now);
            var isReadable = fault?.Kind is null or FaultKind.OtherStatus or FaultKind.Dribble;
            if (call.Operation.TaskStep == JobStep.Submit)
            {
                record?.Submitted(now, reply.RetryAfter);
                if (call.Job is { } job)
                {
                    record?.Accepted(job, new ExamJob(request.Host.Host, isReadable));
                }
            }
            else if (call.Operation.TaskStep == JobStep.Status)
            {
                record?.JobOf(call.Job)?.Asked(now, reply.RetryAfter, isReadable && call.ShowsEnd);
            }
        }
    }

    internal void Fetched(MockJob job, HttpContext context, MockFault? fault)
    {
        lock (_lock)
        {
            var seen = Record(job.Scenario, _time.GetUtcNow())?.JobOf(job);
            if (HasKey(context.Request))
            {
                seen?.GotKeyAt(context.Request.Host.Host);
            }

            if (HttpMethods.IsGet(context.Request.Method))
            {
                var isWhole =
                    fault?.Kind is null or FaultKind.Dribble && ReachesEnd(context.Response);
                seen?.Fetched(isWhole);
                if (isWhole && seen is not null)
                {
                    context.Response.OnCompleted(() => CheckWholeAsync(seen, context.Response));
                }
            }
        }
    }

    private Task CheckWholeAsync(ExamJob job, HttpResponse response)
    {
        lock (_lock)
        {
            if (FaultyReply.IsLeft(response.HttpContext))
            {
                job.LeftWhole();
            }
        }

        return Task.CompletedTask;
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _chosen.Clear();
            (_records, _last) = (NewRecords(), null);
        }
    }

    private static List<ExamRecord> NewRecords() =>
        [.. ExamCase.All.Select(examined => new ExamRecord(examined))];

    private static bool ReachesEnd(HttpResponse response) =>
        response.StatusCode switch
        {
            StatusCodes.Status200OK => true,
            StatusCodes.Status206PartialContent => response.GetTypedHeaders().ContentRange
                is { } range
                && range.To + 1 == range.Length,
            _ => false,
        };

    private bool HasKey(HttpRequest request) =>
        _contract.Current.Operations.Any(operation =>
            operation.Key is { } key && request.Headers.ContainsKey(key.Header)
        );

    private ExamRecord? Record(MockScenario scenario, DateTimeOffset now)
    {
        _last = now;
        var record = _records.Find(record => record.Scenario == scenario);
        if (record is not null)
        {
            record.LastSeen = now;
        }

        return record;
    }

    private bool IsOver()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            return now - _last >= GivenUp
                || _records.All(record => record.IsOver(now, Quiet, Stuck));
        }
    }
}
