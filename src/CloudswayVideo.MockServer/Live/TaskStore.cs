using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The jobs of one mock; the last hundred thousand are kept.</summary>
internal sealed class TaskStore(
    ServedContract contract,
    CloudswayMockOptions options,
    MockClock clock
)
{
    private const int Capacity = 100_000;

    // Large enough that two seeds do not make the same ids.
    private const ulong SeedDistance = 1_000_003;

    private readonly ConcurrentDictionary<(ContractDocument, string), TaskFamily> _families = new();
    private readonly ConcurrentDictionary<(string Family, string Id), MockTask> _tasks = new();
    private readonly ConcurrentQueue<MockTask> _order = new();
    private long _count;
    private int _fromElsewhere;

    public DateTimeOffset Now => clock.Now;

    /// <summary>Adds a job that is submitted now.</summary>
    public MockTask Add(string family, MockScenario scenario)
    {
        var task = Create(family, scenario, Now, id: null);
        // Skips ids that were added with a job from elsewhere. Ids of a short form come round again, and the new job
        // replaces the old one.
        for (
            var passed = Volatile.Read(ref _fromElsewhere);
            passed > 0 && Find(family, task.Id) is not null;
            passed--
        )
        {
            task = Create(family, scenario, Now, id: null);
        }

        _tasks[(family, task.Id)] = task;
        Remember(task);
        return task;
    }

    /// <summary>Adds a job that was submitted elsewhere. An existing job of that id is not changed.</summary>
    public void Add(string family, MockScenario scenario, DateTimeOffset submittedAt, string id)
    {
        var task = Create(family, scenario, submittedAt, id);
        if (_tasks.TryAdd((family, id), task))
        {
            Interlocked.Increment(ref _fromElsewhere);
            Remember(task);
        }
    }

    /// <summary>The newest jobs, oldest first.</summary>
    public IEnumerable<MockTask> Latest(int count) => _order.TakeLast(count);

    /// <summary>The jobs of that id; several families may use the same id.</summary>
    public IReadOnlyList<MockTask> Find(string id) =>
        [
            .. contract
                .Current.Operations.Select(operation => Find(operation.Family, id))
                .OfType<MockTask>()
                .Distinct(),
        ];

    /// <summary>Forgets all jobs; the next ones get the ids that the first ones had.</summary>
    public void Clear()
    {
        _tasks.Clear();
        _order.Clear();
        Interlocked.Exchange(ref _count, 0);
        Interlocked.Exchange(ref _fromElsewhere, 0);
    }

    public MockTask? Find(string family, string? id) =>
        id is null ? null : _tasks.GetValueOrDefault((family, id));

    /// <summary>The job of a family whose video has an id of its own.</summary>
    public MockTask? FindFile(string family, string id) =>
        _tasks.Values.FirstOrDefault(task => task.Family == family && task.FileId == id);

    private MockTask Create(
        string family,
        MockScenario scenario,
        DateTimeOffset submittedAt,
        string? id
    )
    {
        var number = ((uint)options.Seed * SeedDistance) + (ulong)Interlocked.Increment(ref _count);
        var duration = (scenario.JobDuration ?? options.JobDuration) * scenario.Slowness;
        var examples = _families.GetOrAdd(
            (contract.Current, family),
            key => new TaskFamily(key.Item1, key.Item2)
        );
        return new MockTask(
            examples,
            number,
            scenario,
            submittedAt,
            duration,
            id ?? IdShape.After(examples.Id, number)
        );
    }

    private void Remember(MockTask task)
    {
        _order.Enqueue(task);
        if (_order.Count > Capacity && _order.TryDequeue(out var oldest))
        {
            _tasks.TryRemove((oldest.Family, oldest.Id), out _);
        }
    }
}
