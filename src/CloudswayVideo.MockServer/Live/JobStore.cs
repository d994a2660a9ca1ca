using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The jobs of one mock; the last hundred thousand are kept.</summary>
internal sealed class JobStore(
    ServedContract contract,
    CloudswayMockOptions options,
    MockClock clock
)
{
    private const int Capacity = 100_000;

    // Large enough that two seeds do not make the same ids.
    private const ulong SeedDistance = 1_000_003;

    private readonly ConcurrentDictionary<(ContractDocument, string), JobFamily> _families = new();
    private readonly ConcurrentDictionary<(string Family, string Id), MockJob> _jobs = new();
    private readonly ConcurrentQueue<MockJob> _order = new();
    private long _count;
    private int _fromElsewhere;

    public DateTimeOffset Now => clock.Now;

    /// <summary>Adds a job that is submitted now.</summary>
    public MockJob Add(string family, MockScenario scenario)
    {
        var job = Create(family, scenario, Now, id: null);
        // Skips ids that were added with a job from elsewhere. Ids of a short form come round again, and the new job
        // replaces the old one.
        for (
            var passed = Volatile.Read(ref _fromElsewhere);
            passed > 0 && Find(family, job.Id) is not null;
            passed--
        )
        {
            job = Create(family, scenario, Now, id: null);
        }

        _jobs[(family, job.Id)] = job;
        Remember(job);
        return job;
    }

    /// <summary>Adds a job that was submitted elsewhere. An existing job of that id is not changed.</summary>
    public void Add(string family, MockScenario scenario, DateTimeOffset submittedAt, string id)
    {
        var job = Create(family, scenario, submittedAt, id);
        if (_jobs.TryAdd((family, id), job))
        {
            Interlocked.Increment(ref _fromElsewhere);
            Remember(job);
        }
    }

    /// <summary>The newest jobs, oldest first.</summary>
    public IEnumerable<MockJob> Latest(int count) => _order.TakeLast(count);

    /// <summary>The jobs of that id; several families may use the same id.</summary>
    public IReadOnlyList<MockJob> Find(string id) =>
        [
            .. contract
                .Current.Operations.Select(operation => Find(operation.Family, id))
                .OfType<MockJob>()
                .Distinct(),
        ];

    /// <summary>Forgets all jobs; the next ones get the ids that the first ones had.</summary>
    public void Clear()
    {
        _jobs.Clear();
        _order.Clear();
        Interlocked.Exchange(ref _count, 0);
        Interlocked.Exchange(ref _fromElsewhere, 0);
    }

    public MockJob? Find(string family, string? id) =>
        id is null ? null : _jobs.GetValueOrDefault((family, id));

    /// <summary>The job of a family whose video has an id of its own.</summary>
    public MockJob? FindFile(string family, string id) =>
        _jobs.Values.FirstOrDefault(job => job.Family == family && job.FileId == id);

    private MockJob Create(
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
            key => new JobFamily(key.Item1, key.Item2)
        );
        return new MockJob(
            examples,
            number,
            scenario,
            submittedAt,
            duration,
            id ?? IdShape.After(examples.Id, number)
        );
    }

    private void Remember(MockJob job)
    {
        _order.Enqueue(job);
        if (_order.Count > Capacity && _order.TryDequeue(out var oldest))
        {
            _jobs.TryRemove((oldest.Family, oldest.Id), out _);
        }
    }
}
