using System.Collections.Concurrent;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>
/// On a busy machine, time passes between two readings of the clock, so that a moment may be over before a timer is
/// set.
/// </summary>
public sealed class MovingClockTests(StubService service) : IClassFixture<StubService>
{
    // After this time, no timer has woken the wait up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.9)]
    [InlineData(7)]
    public async Task Every_wait_ends_and_no_timer_throws(double milliseconds)
    {
        var time = new MovingClock(TimeSpan.FromMilliseconds(milliseconds));
        var asked = new ConcurrentDictionary<string, int>();
        var options = service.AnsweringWith(path =>
            StubAnswer.Of(
                asked.AddOrUpdate(path, 1, (_, count) => count + 1) < 5
                    ? """{"status":"IN_PROGRESS"}"""
                    : """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}"""
            )
        );
        options.TimeProvider = time;
        options.Polling = new PollingOptions
        {
            Interval = TimeSpan.FromMilliseconds(10),
            Timeout = TimeSpan.FromDays(1),
        };
        var client = new HaiperClient(options);

        var waits = Enumerable.Range(0, 20).Select(job => client.GetJob($"job{job}").WaitAsync());
        var all = () => Task.WhenAll(waits).WaitAsync(Patience, TimeProvider.System);

        await all.Should().NotThrowAsync();
        time.Thrown.Should().BeEmpty();
    }

    private sealed class MovingClock(TimeSpan step) : SkippingTimeProvider
    {
        private long _moved;

        public override long GetTimestamp() =>
            base.GetTimestamp() + Interlocked.Add(ref _moved, step.Ticks);
    }
}
