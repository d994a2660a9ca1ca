using System.Collections.Concurrent;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>Several waits at the same time, for one job or for many.</summary>
public sealed partial class SharedWaitTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";

    [Fact]
    public async Task All_waits_for_one_job_share_its_questions_and_receive_every_update()
    {
        // A wait keeps only the latest unread update, so the next reply is sent when all waits have read the last one.
        using var everyoneIsReady = new CountdownEvent(1);
        var asked = 0;
        var options = service.AnsweringWith(_ =>
        {
            everyoneIsReady.Wait();
            everyoneIsReady.Reset(4);
            return StubAnswer.Of(Interlocked.Increment(ref asked) < 3 ? Running : Success);
        });
        var client = new HaiperClient(options);
        var job = client.GetJob("1");
        var heard = Enumerable
            .Range(0, 4)
            .Select(_ => new Recorder(_ => everyoneIsReady.Signal()))
            .ToList();

        var waits = heard
            .Select(
                (recorder, index) => (index % 2 == 0 ? job : client.GetJob("1")).WaitAsync(recorder)
            )
            .ToList();
        everyoneIsReady.Signal();
        await Task.WhenAll(waits);

        service.Arrivals(client).Should().Be(3);
        heard.Should().OnlyContain(recorder => recorder.Updates.Count == 3);
    }

    [Fact]
    public async Task A_later_wait_receives_the_last_update_at_once()
    {
        var options = service.Answering(Running);
        options.TimeProvider = new FakeTimeProvider();
        var client = new HaiperClient(options);
        await using var early = client.GetJob("1").WatchAsync().GetAsyncEnumerator();
        await early.MoveNextAsync();

        await using var late = client.GetJob("1").WatchAsync().GetAsyncEnumerator();
        await late.MoveNextAsync();

        late.Current.Should().BeSameAs(early.Current);
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task A_success_from_a_single_question_is_final_for_running_waits()
    {
        var options = service.AnsweringInTurn((200, Running), (200, Success), (200, Running));
        options.TimeProvider = new FakeTimeProvider();
        var client = new HaiperClient(options);
        var job = client.GetJob("1");
        var heard = new TaskCompletionSource();
        await using var watch = job.WatchAsync().GetAsyncEnumerator();
        await watch.MoveNextAsync();
        var wait = job.WaitAsync(new Recorder(_ => heard.TrySetResult()));
        await heard.Task;

        var end = await job.AskAsync();
        ((FakeTimeProvider)options.TimeProvider).Advance(TimeSpan.FromMinutes(1));
        var hasNext = await watch.MoveNextAsync();
        var video = await wait;

        (hasNext, watch.Current).Should().Be((true, end));
        (await watch.MoveNextAsync()).Should().BeFalse();
        (video.Url, job.LastUpdate).Should().Be(("https://h/v.mp4", end));
        service
            .Arrivals(client)
            .Should()
            .Be(3, "a later answer that the job still runs changes nothing");
    }

    [Fact]
    public async Task Cancelling_one_wait_does_not_end_another()
    {
        using var source = new CancellationTokenSource();
        var asked = 0;
        var client = new HaiperClient(
            service.AnsweringWith(_ =>
                StubAnswer.Of(Interlocked.Increment(ref asked) < 4 ? Running : Success)
            )
        );

        var cancelled = client
            .GetJob("1")
            .WaitAsync(new Recorder(_ => source.Cancel()), source.Token);
        var video = await client.GetJob("1").WaitAsync();

        video.JobId.Should().Be("1");
        await cancelled.Invoking(wait => wait).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Many_waits_respect_the_limit_of_questions_and_every_job_gets_its_turn()
    {
        var paths = new ConcurrentQueue<string>();
        var underWay = new UnderWay();
        var options = service.AnsweringWith(path =>
        {
            paths.Enqueue(path);
            return StubAnswer.Of(paths.Count(other => other == path) < 2 ? Running : Success);
        });
        options.Polling.MaximumQuestions = 5;
        var client = new HaiperClient(options, new HttpClient(underWay));

        var waits = Enumerable
            .Range(1, 200)
            .Select(number => client.GetJob($"job{number}").WaitAsync())
            .ToList();
        underWay.Open.SetResult();
        await Task.WhenAll(waits);

        underWay.Most.Should().Be(5);
        // The last questions of the first round run together with the first questions of the second.
        paths.Take(200 - options.Polling.MaximumQuestions).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Questions_run_in_the_execution_context_of_the_wait()
    {
        var user = new AsyncLocal<string>();
        var seen = new ConcurrentQueue<(string Path, string? User)>();
        var asked = 0;
        var options = service.AnsweringWith(_ =>
            StubAnswer.Of(Interlocked.Increment(ref asked) < 6 ? Running : Success)
        );
        options.AccessKeyProvider = _ => ValueTask.FromResult($"key-of-{user.Value}");
        var client = new HaiperClient(
            options,
            new HttpClient(
                new Seeing(request =>
                    seen.Enqueue(
                        (request.RequestUri!.Segments[^1], request.Headers.Authorization!.Parameter)
                    )
                )
            )
        );
        async Task WaitAsync(string name)
        {
            user.Value = name;
            await client.GetJob(name).WaitAsync();
        }

        await Task.WhenAll(WaitAsync("ann"), WaitAsync("bob"));

        seen.Should()
            .HaveCountGreaterThan(4)
            .And.OnlyContain(question => question.User == $"key-of-{question.Path}");
    }

    private sealed class Seeing(Action<HttpRequestMessage> see)
        : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            see(request);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class UnderWay() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly object _gate = new();
        private int _now;

        public int Most { get; private set; }

        /// <summary>Nothing is sent until it is set.</summary>
        public TaskCompletionSource Open { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            lock (_gate)
            {
                Most = Math.Max(Most, ++_now);
            }

            try
            {
                await Open.Task;
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                lock (_gate)
                {
                    _now--;
                }
            }
        }
    }
}
