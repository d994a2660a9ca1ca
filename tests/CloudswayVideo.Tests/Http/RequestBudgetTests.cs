using System.Collections.Concurrent;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Http;

/// <summary>A budget limits the requests of all its clients together.</summary>
public sealed class RequestBudgetTests(StubService service) : IClassFixture<StubService>
{
    private const string Accepted = """{"taskId":"1"}""";
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";

    private static readonly TimeSpan Per = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task No_period_has_more_requests_than_the_budget()
    {
        var time = new SkippingTimeProvider();
        var budget = new RequestBudget(20, Per, time);
        var arrivals = new ConcurrentQueue<DateTimeOffset>();
        var asked = new ConcurrentDictionary<string, int>();
        CloudswayOptions Options()
        {
            var options = service.AnsweringWith(path =>
            {
                arrivals.Enqueue(time.GetUtcNow());
                var turn = asked.AddOrUpdate(path, 1, (_, count) => count + 1);
                return path.EndsWith("/generate", StringComparison.Ordinal)
                        ? (turn % 3 == 1 ? new StubAnswer(429, "") : StubAnswer.Of(Accepted))
                    : turn % 3 == 1 ? new StubAnswer(503, "")
                    : StubAnswer.Of(turn < 6 ? Running : Success);
            });
            (options.TimeProvider, options.RequestBudget, options.Polling.Interval) = (
                time,
                budget,
                TimeSpan.FromSeconds(1)
            );
            // The clock jumps while requests are running.
            (options.RequestTimeout, options.SubmitTimeout, options.Polling.Timeout) = (
                TimeSpan.FromDays(1),
                TimeSpan.FromDays(1),
                TimeSpan.FromDays(1)
            );
            return options;
        }

        var (first, second) = (new HaiperClient(Options()), new HaiperClient(Options()));
        await Task.WhenAll(
            VideoJob.WaitAllAsync(
                Enumerable.Range(1, 15).Select(number => first.GetJob($"a{number}"))
            ),
            VideoJob.WaitAllAsync(
                Enumerable.Range(1, 10).Select(number => second.GetJob($"b{number}"))
            ),
            second.GenerateAsync(new HaiperGenerateRequest { Prompt = "x" })
        );

        var sorted = arrivals.Order().ToList();
        sorted.Count.Should().BeGreaterThan(150);
        sorted
            .Select(start => sorted.Count(arrival => arrival >= start && arrival < start + Per))
            .Should()
            .OnlyContain(count => count <= 20);
    }

    [Fact]
    public async Task A_shared_budget_is_asked_before_each_attempt_and_disposed_after_its_response()
    {
        var (entered, answered) = (0, 0);
        var options = service.AnsweringInTurn((429, ""), (200, Accepted));
        options.RequestBudget = RequestBudget.Shared(
            1,
            Per,
            _ =>
            {
                (entered, answered).Should().Be((entered, entered));
                entered++;
                return new(new Answered(() => answered++));
            }
        );

        await new HaiperClient(options).SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        (entered, answered).Should().Be((2, 2));
    }

    [Fact]
    public async Task An_exception_of_a_shared_budget_after_the_response_does_not_lose_the_id()
    {
        var options = service.AnsweringInTurn((200, Accepted));
        options.RequestBudget = RequestBudget.Shared(
            1,
            Per,
            _ => new(new Answered(() => throw new TimeoutException("The database is gone.")))
        );

        var job = await new HaiperClient(options).SubmitAsync(
            new HaiperGenerateRequest { Prompt = "x" }
        );

        job.Id.Should().Be("1");
    }

    [Fact]
    public async Task An_exception_of_a_shared_budget_ends_the_request_before_it_is_sent()
    {
        var options = service.AnsweringInTurn((200, Accepted));
        options.RequestBudget = RequestBudget.Shared(
            1,
            Per,
            _ => throw new TimeoutException("full")
        );
        var client = new HaiperClient(options);

        var submit = () => client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        await submit.Should().ThrowAsync<TimeoutException>();
        service.Arrivals(client).Should().Be(0);
    }

    [Fact]
    public async Task A_submission_that_is_cancelled_while_it_waits_for_the_budget_was_not_sent()
    {
        using var source = new CancellationTokenSource();
        var client = Client(new FakeTimeProvider(), Accepted);
        await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        var submit = client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" }, source.Token);
        await source.CancelAsync();

        var thrown = (
            await submit.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>()
        ).Which;
        (thrown.CancellationToken, thrown.InnerException).Should().Be((source.Token, null));
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task The_timeout_of_a_submission_starts_after_the_budget()
    {
        var time = new FakeTimeProvider();
        var client = Client(time, Accepted, TimeSpan.FromSeconds(10));
        await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        var submit = client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });
        time.Advance(Per / 2);
        submit.IsCompleted.Should().BeFalse();
        time.Advance(Per / 2);

        (await submit).Id.Should().Be("1");
    }

    [Fact]
    public async Task Requests_are_sent_in_the_order_of_their_arrival_and_cancelled_ones_are_skipped()
    {
        using var source = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var client = Client(time, Running);
        await client.GetTaskAsync("0");

        var first = client.GetTaskAsync("1");
        var given = client.GetTaskAsync("2", source.Token);
        var third = client.GetTaskAsync("3");
        await source.CancelAsync();
        time.Advance(Per);
        await first;

        third.IsCompleted.Should().BeFalse();
        time.Advance(Per);
        await third;
        await given.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Waiting_for_the_budget_counts_towards_the_timeout_of_a_wait()
    {
        var time = new FakeTimeProvider();
        var client = Client(time, Running);
        await client.GetTaskAsync("0");

        var wait = client.GetJob("1").WaitAsync();
        time.Advance(TimeSpan.FromSeconds(20));

        await wait.Invoking(task => task).Should().ThrowAsync<VideoJobTimeoutException>();
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public void A_budget_out_of_range_is_refused()
    {
        var none = () => new RequestBudget(0, Per);
        var never = () => new RequestBudget(1, TimeSpan.Zero);

        none.Should().Throw<ArgumentOutOfRangeException>();
        never.Should().Throw<ArgumentOutOfRangeException>();
    }

    // A budget of one request per period, and waits with a shorter timeout.
    private HaiperClient Client(FakeTimeProvider time, string body, TimeSpan? submitTimeout = null)
    {
        var options = service.Answering(body);
        (options.TimeProvider, options.RequestBudget, options.Polling.Timeout) = (
            time,
            new RequestBudget(1, Per, time),
            TimeSpan.FromSeconds(20)
        );
        options.SubmitTimeout = submitTimeout ?? options.SubmitTimeout;
        return new HaiperClient(options);
    }

    private sealed class Answered(Action answered) : IDisposable
    {
        public void Dispose() => answered();
    }

    [Fact]
    public async Task Requests_of_your_own_count_like_those_of_clients()
    {
        var time = new FakeTimeProvider();
        var budget = new RequestBudget(1, Per, time);
        var options = service.AnsweringWith(_ => StubAnswer.Of(Accepted));
        (options.TimeProvider, options.RequestBudget) = (time, budget);

        var place = await budget.EnterAsync();
        var submission = new HaiperClient(options).SubmitAsync(
            new HaiperGenerateRequest { Prompt = "x" }
        );
        time.Advance(2 * Per);
        submission.IsCompleted.Should().BeFalse("the place is taken");
        place.Dispose();
        place.Dispose();
        var another = budget.EnterAsync();
        time.Advance(Per);

        (await submission).Id.Should().Be("1");
        another.IsCompleted.Should().BeFalse("a place that is given back twice is one place");
        time.Advance(Per);
        (await another).Dispose();
    }
}
