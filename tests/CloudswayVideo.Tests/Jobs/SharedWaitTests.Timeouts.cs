using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Jobs;

public partial class SharedWaitTests
{
    [Fact]
    public async Task Each_wait_has_its_own_deadline()
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
    public async Task A_call_may_set_its_timeout()
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
    public async Task A_timeout_out_of_range_is_refused(int hours)
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
}
