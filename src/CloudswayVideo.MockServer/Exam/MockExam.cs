using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Exam;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer;

/// <summary>
/// A test for any client, in any language: the mock lets a fixed set of things go wrong, and counts what the client
/// does about them. Each new request body of a submission is one video that is wanted, and gets the next scenario; the
/// same body again is a second submission of it. Made by <see cref="CloudswayMockOptions.Exam"/>.
/// </summary>
public sealed class MockExam
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly ServedContract _contract;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MockScenario> _chosen = [];
    private List<ExamRecord> _records = NewRecords();
    private DateTimeOffset? _last;

    internal MockExam(ServedContract contract, TimeProvider time) =>
        (_contract, _time) = (contract, time);

    /// <summary>How many videos the client is to make, each with a request body of its own.</summary>
    public static int Videos => ExamCase.All.Count;

    /// <summary>The score card as it stands, a line for each scenario.</summary>
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
    /// Waits until the exam is over: each video has met its end and nothing came about it for ten seconds (the one that
    /// is stuck was asked about for thirty), or nothing came at all for sixty after the first request, by the clock of
    /// <see cref="CloudswayMockOptions.TimeProvider"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When it is over.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended; the card is as it stands.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken = default)
    {
        while (!IsOver())
        {
            await Task.Delay(BetweenLooks, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Where a caller finds videos: at the other one of the two names that loopback has, as if it were another host.
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
            // Bodies hold prompts and images; a digest tells them apart as well.
            var video = Convert.ToHexString(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes($"{operation.Id} {body?.ToString(Formatting.None)}")
                )
            );
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
            var record = Record(call.Task?.Scenario ?? call.Scenario, now);
            var isTold = fault?.Kind is null or FaultKind.OtherStatus or FaultKind.Dribble;
            if (call.Operation.TaskStep == JobStep.Submit)
            {
                record?.Submitted(now, reply.RetryAfter);
                if (call.Task is { } task)
                {
                    record?.Accepted(task, new ExamJob(request.Host.Host, isTold));
                }
            }
            else if (call.Operation.TaskStep == JobStep.Status)
            {
                record?.Of(call.Task)?.Asked(now, reply.RetryAfter, isTold && call.TellsEnd);
            }
        }
    }

    internal void Fetched(MockTask task, HttpContext context, MockFault? fault)
    {
        lock (_lock)
        {
            var job = Record(task.Scenario, _time.GetUtcNow())?.Of(task);
            if (HasKey(context.Request))
            {
                job?.GotKeyAt(context.Request.Host.Host);
            }

            if (HttpMethods.IsGet(context.Request.Method))
            {
                job?.Fetched(
                    fault?.Kind is null or FaultKind.Dribble && GoesToItsEnd(context.Response)
                );
            }
        }
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

    private static bool GoesToItsEnd(HttpResponse response) =>
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
            return now - _last >= Gone || _records.All(record => record.IsOver(now, Quiet, Stuck));
        }
    }
}
