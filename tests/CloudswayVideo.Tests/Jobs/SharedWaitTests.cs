using System.Collections.Concurrent;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>Several who wait at a time, for one job or for many.</summary>
public sealed class SharedWaitTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";

    [Fact]
    public async Task All_who_wait_for_one_job_share_its_questions_and_hear_every_answer()
    {
        // Of the updates that nobody has read, a wait keeps the latest: the next answer comes when all have read the
        // last.
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
    public async Task Who_comes_later_hears_at_once_what_was_heard_last()
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
    public async Task A_success_heard_by_a_question_of_its_own_is_final_for_those_who_wait()
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
    public async Task One_who_is_cancelled_does_not_end_the_waiting_of_another()
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
    public async Task Each_has_a_deadline_of_its_own()
    {
        var time = new FakeTimeProvider();
        var options = service.Answering(Running);
        (options.TimeProvider, options.Polling.Timeout) = (time, TimeSpan.FromMinutes(10));
        var client = new HaiperClient(options);
        var heard = new TaskCompletionSource();

        var early = client.GetJob("1").WaitAsync(new Recorder(_ => heard.TrySetResult()));
        await heard.Task;
        time.Advance(TimeSpan.FromMinutes(6));
        var late = client.GetJob("1").WaitAsync();
        time.Advance(TimeSpan.FromMinutes(5));

        await early.Invoking(wait => wait).Should().ThrowAsync<VideoJobTimeoutException>();
        late.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMinutes(6));
        await late.Invoking(wait => wait).Should().ThrowAsync<VideoJobTimeoutException>();
    }

    [Fact]
    public async Task A_call_may_set_the_time_to_wait()
    {
        var time = new FakeTimeProvider();
        var options = service.Answering(Running);
        (options.TimeProvider, options.Polling.Timeout) = (time, TimeSpan.FromMinutes(10));
        var job = new HaiperClient(options).GetJob("1");
        var heard = new TaskCompletionSource();

        var usual = job.WaitAsync(new Recorder(_ => heard.TrySetResult()));
        await heard.Task;
        var shorter = job.WaitAsync(TimeSpan.FromMinutes(1));
        var longer = job.WaitAsync(TimeSpan.FromMinutes(20));
        await using var watch = job.WatchAsync(TimeSpan.FromMinutes(2)).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        time.Advance(TimeSpan.FromMinutes(5));

        await shorter
            .Invoking(wait => wait)
            .Should()
            .ThrowAsync<VideoJobTimeoutException>()
            .WithMessage("*no video after 00:01:00*");
        await watch
            .Invoking(WatchToTheEndAsync)
            .Should()
            .ThrowAsync<VideoJobTimeoutException>()
            .WithMessage("*00:02:00*");
        usual.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMinutes(6));
        await usual
            .Invoking(wait => wait)
            .Should()
            .ThrowAsync<VideoJobTimeoutException>()
            .WithMessage("*00:10:00*");
        longer.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMinutes(10));
        await longer
            .Invoking(wait => wait)
            .Should()
            .ThrowAsync<VideoJobTimeoutException>()
            .WithMessage("*00:20:00*");

        static async Task WatchToTheEndAsync(IAsyncEnumerator<VideoJobUpdate> updates)
        {
            while (await updates.MoveNextAsync()) { }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(169)]
    public async Task A_time_to_wait_that_cannot_be_is_refused(int hours)
    {
        var client = new HaiperClient(service.Answering(Running));
        var wait = () => client.GetJob("1").WaitAsync(TimeSpan.FromHours(hours));
        var watch = () => client.GetJob("1").WatchAsync(TimeSpan.FromHours(hours));

        await wait.Should()
            .ThrowAsync<ArgumentOutOfRangeException>()
            .WithMessage("*at most seven days*");
        watch.Should().Throw<ArgumentOutOfRangeException>();
        service.Arrivals(client).Should().Be(0);
    }

    [Fact]
    public async Task Many_waits_keep_to_the_number_of_questions_and_each_is_asked_before_any_is_asked_twice()
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
        // The last of the first questions are under way at the same time as the first of the second ones.
        paths.Take(200 - options.Polling.MaximumQuestions).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Questions_are_asked_in_the_context_of_who_waits_for_their_job()
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

        /// <summary>Until it is set, nothing is sent.</summary>
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
