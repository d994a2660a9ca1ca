using System.Diagnostics;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>The caller ends a wait in each of its states, and nothing continues after it.</summary>
public sealed class WaitEndTests
{
    private const string Running = """{"status":"Processing"}""";
    private const string Success = """{"status":"Success","fileId":"7"}""";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("question", false)]
    [InlineData("pause", true)]
    [InlineData("file", true)]
    public async Task Cancelling_ends_a_wait_at_once_with_the_callers_token(
        string where,
        bool isHeardBefore
    )
    {
        var took = new List<TimeSpan>();
        for (var round = 0; round < 3; round++)
        {
            await using var service = new WaitedService(where);
            using var source = new CancellationTokenSource();
            var heard = new TaskCompletionSource();

            var wait = service
                .Client(_time)
                .GetJob("1")
                .WaitAsync(new Recorder(_ => heard.TrySetResult()), source.Token);
            await (isHeardBefore ? heard.Task : service.Reached.Task);
            await (where == "pause" ? Task.CompletedTask : service.Reached.Task);
            var start = Stopwatch.GetTimestamp();
            await source.CancelAsync();

            (await wait.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>())
                .Which.CancellationToken.Should()
                .Be(source.Token);
            took.Add(Stopwatch.GetElapsedTime(start));
            await service.IsQuietAsync(_time);
        }

        took.Min()
            .Should()
            .BeLessThan(
                TimeSpan.FromMilliseconds(100),
                "one of three, because the machine may be busy"
            );
    }

    [Theory]
    [InlineData("question", null)]
    [InlineData("pause", "Processing")]
    [InlineData("file", "Success")]
    public async Task The_deadline_limits_questions_and_pauses(string where, string? lastStatus)
    {
        await using var service = new WaitedService(where);
        var heard = new TaskCompletionSource();

        var wait = service
            .Client(_time)
            .GetJob("1")
            .WaitAsync(new Recorder(_ => heard.TrySetResult()));
        await (where == "question" ? service.Reached.Task : heard.Task);
        await (where == "file" ? service.Reached.Task : Task.CompletedTask);
        _time.Advance(WaitedService.Timeout);

        var thrown = (
            await wait.Invoking(task => task).Should().ThrowAsync<VideoJobTimeoutException>()
        ).Which;
        (thrown.JobId, thrown.MayStillBeRunning, thrown.LastUpdate?.Status)
            .Should()
            .Be(("1", true, lastStatus));
        await service.IsQuietAsync(_time);
    }

    [Fact]
    public async Task A_wait_cancelled_before_it_begins_asks_nothing()
    {
        await using var service = new WaitedService("question");

        var wait = () =>
            service
                .Client(_time)
                .GetJob("1")
                .WaitAsync(cancellationToken: new CancellationToken(canceled: true));

        await wait.Should().ThrowAsync<OperationCanceledException>();
        service.Asked.Should().Be(0);
    }

    [Fact]
    public async Task Leaving_the_stream_of_updates_ends_the_questions()
    {
        await using var service = new WaitedService("pause");

        await foreach (var update in service.Client(_time).GetJob("1").WatchAsync())
        {
            break;
        }

        await service.IsQuietAsync(_time);
    }

    [Fact]
    public async Task A_disposed_http_client_ends_the_wait_instead_of_its_timeout()
    {
        await using var service = new WaitedService("pause");
        using var http = new HttpClient();
        var heard = new TaskCompletionSource();

        var wait = TestClient
            .Hailuo(service.Url, http: http)
            .GetJob("1")
            .WaitAsync(
                new Recorder(_ =>
                {
                    http.Dispose();
                    heard.TrySetResult();
                })
            );
        await heard.Task;

        (await wait.Invoking(task => task).Should().ThrowAsync<CloudswayConnectionException>())
            .WithMessage("*disposed*")
            .Which.NextStep.Should()
            .Be(NextStep.Stop);
    }

    /// <summary>Answers until the state in which it must hang; in a pause, no reply hangs.</summary>
    private sealed class WaitedService : IAsyncDisposable
    {
        public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(50);

        // The limit of the test itself, in real time.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        private readonly RawServer _server;
        private readonly TaskCompletionSource _left = new();
        private readonly string _where;

        public WaitedService(string where)
        {
            _where = where;
            _server = new RawServer(async connection =>
            {
                if (
                    where == "pause"
                    || (
                        where == "file"
                        && !connection.Head.Contains("/file?", StringComparison.Ordinal)
                    )
                )
                {
                    await connection.AnswerAsync(200, where == "pause" ? Running : Success);
                    return;
                }

                Reached.TrySetResult();
                await connection.HangAsync();
                _left.TrySetResult();
            });
        }

        public TaskCompletionSource Reached { get; } = new();

        public Uri Url => _server.Url;

        public int Asked => _server.Heads.Count;

        public HailuoClient Client(TimeProvider time) =>
            TestClient.Hailuo(_server.Url, time, options => options.Polling.Timeout = Timeout);

        /// <summary>
        /// Returns when the running question was cancelled, and checks that no other one is asked later.
        /// </summary>
        public async Task IsQuietAsync(FakeTimeProvider time)
        {
            await (_where == "pause" ? Task.CompletedTask : _left.Task.WaitAsync(Patience));
            var asked = Asked;
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
            Asked.Should().Be(asked);
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
