using System.Collections.Concurrent;
using System.Globalization;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The jobs of one mock, each on its own.</summary>
internal sealed class TaskStore(CloudswayMockOptions options)
{
    private readonly ConcurrentDictionary<string, MockTask> _tasks = new();
    private long _count;

    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public MockTask Add(string family, MockScenario scenario)
    {
        var task = new MockTask(NextId(family), family, scenario, Now, options.JobDuration);
        _tasks[task.Id] = task;
        return task;
    }

    public MockTask? Find(string id) => _tasks.GetValueOrDefault(id);

    // The vendor's ids have these shapes: 19 digits for Hailuo, 8 letters and digits for Haiper.
    private string NextId(string family)
    {
        var number = unchecked((uint)options.Seed * 2_654_435_761) + (ulong)Interlocked.Increment(ref _count);
        return family == "Hailuo"
            ? (1_896_852_590_000_000_000 + number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("x8", CultureInfo.InvariantCulture)[^8..];
    }
}
