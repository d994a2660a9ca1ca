using System.Collections.Concurrent;
using CloudswayVideo.MockServer.Contract;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The jobs of one mock, each on its own; the last hundred thousand are kept.</summary>
internal sealed class TaskStore(ContractDocument contract, CloudswayMockOptions options, MockClock clock)
{
    private const int Capacity = 100_000;

    // Far enough apart that the ids of two seeds do not meet.
    private const ulong SeedDistance = 1_000_003;

    private readonly ConcurrentDictionary<string, TaskFamily> _families = new();
    private readonly ConcurrentDictionary<(string Family, string Id), MockTask> _tasks = new();
    private readonly ConcurrentQueue<MockTask> _order = new();
    private long _count;

    public DateTimeOffset Now => clock.Now;

    /// <summary>Adds a job that is submitted now.</summary>
    public MockTask Add(string family, MockScenario scenario)
    {
        while (true)
        {
            var task = Create(family, scenario, Now, id: null);
            // Its id may be that of one which was submitted elsewhere.
            if (TryAdd(task))
            {
                return task;
            }
        }
    }

    /// <summary>Adds a job that was submitted elsewhere; one of that id that is there already stays as it is.</summary>
    public void Add(string family, MockScenario scenario, DateTimeOffset submittedAt, string id) => TryAdd(Create(family, scenario, submittedAt, id));

    /// <summary>The newest jobs, oldest first.</summary>
    public IEnumerable<MockTask> Latest(int count) => _order.TakeLast(count);

    private MockTask Create(string family, MockScenario scenario, DateTimeOffset submittedAt, string? id)
    {
        var number = ((uint)options.Seed * SeedDistance) + (ulong)Interlocked.Increment(ref _count);
        var duration = (scenario.JobDuration ?? options.JobDuration) * scenario.Slowness;
        var examples = _families.GetOrAdd(family, name => new TaskFamily(contract, name));
        return new MockTask(examples, number, scenario, submittedAt, duration, id ?? IdShape.After(examples.Id, number));
    }

    private bool TryAdd(MockTask task)
    {
        if (!_tasks.TryAdd((task.Family, task.Id), task))
        {
            return false;
        }

        _order.Enqueue(task);
        if (_order.Count > Capacity && _order.TryDequeue(out var oldest))
        {
            _tasks.TryRemove((oldest.Family, oldest.Id), out _);
        }

        return true;
    }

    public MockTask? Find(string family, string? id) => id is null ? null : _tasks.GetValueOrDefault((family, id));
}
