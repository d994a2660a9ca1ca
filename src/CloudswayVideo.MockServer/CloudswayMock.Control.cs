using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer;

/// <content>Controls jobs, time and faults.</content>
public sealed partial class CloudswayMock
{
    internal bool IsForwarding => _forwarded is not null;

    /// <summary>
    /// Adds a job that was submitted elsewhere, such as to a mock of another process, so that it can be asked about by
    /// its id. An existing job of that id is not changed.
    /// </summary>
    /// <param name="family">The family, as in <see cref="VideoJob.Family"/>; in any case.</param>
    /// <param name="id">The id that submitting it returned: one segment of a path.</param>
    /// <param name="endpointPath">
    /// The endpoint path of the submission, which chooses the scenario.
    /// </param>
    /// <param name="age">How long ago it was submitted; just now by default.</param>
    /// <exception cref="ArgumentException">
    /// There is no such family, the id is blank or has a slash, or the age is negative.
    /// </exception>
    public void AddJob(
        string family,
        string id,
        string endpointPath = "success",
        TimeSpan age = default
    )
    {
        if (string.IsNullOrWhiteSpace(id) || id.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"id is \"{id}\"; give the id of a job, which is not blank and has no slash.",
                nameof(id)
            );
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        var families = _contract
            .Current.Operations.Select(operation => operation.Family)
            .Distinct()
            .ToList();
        var name =
            families.Find(name => name.Equals(family, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"There is no family \"{family}\". There are {string.Join(", ", families)}.",
                nameof(family)
            );
        _jobs.Add(name, _scenarios.At(endpointPath), _clock.Now - age, id);
    }

    /// <summary>Ends a job now, as its scenario says; an endless one succeeds.</summary>
    /// <param name="id">The id that submitting it returned.</param>
    /// <exception cref="ArgumentException">There is no job of that id.</exception>
    public void EndJob(string id)
    {
        var jobs = _jobs.Find(id);
        if (jobs.Count == 0)
        {
            throw new ArgumentException("There is no job of that id.", nameof(id));
        }

        foreach (var job in jobs)
        {
            job.End();
        }
    }

    /// <summary>
    /// Returns the mock to its state at the start: removes jobs, requests, drifts, the score card, faults, injected
    /// scenarios, advanced time, and mappings, delays and settings of <see cref="Server"/>. The mappings of <see
    /// cref="CloudswayMockOptions.MappingsFolder"/> stay.
    /// </summary>
    public void Reset()
    {
        Server.Reset();
        AdminSettings.Reset(Server);
        _admin?.ResetSettings();
        _mappings.Register();
        _mappingFolder?.Read(isStart: false);
        _jobs.Clear();
        _faults.Clear();
        _scenarios.Clear();
        _clock.Reset();
        _seen?.Drifts.Clear();
        Exam?.Clear();
    }

    /// <summary>
    /// Lets time pass for the mock: jobs progress and URLs expire. The clocks of clients are not changed, so that their
    /// timeouts do not end.
    /// </summary>
    /// <param name="by">How much time passes.</param>
    public void AdvanceTime(TimeSpan by) => _clock.Advance(by);

    /// <summary>Injects a fault into the next calls of an operation, whatever their scenario.</summary>
    /// <param name="operationId">
    /// The id of the contract's operation, such as "hailuo_getTask"; "media" for downloads.
    /// </param>
    /// <param name="fault">The fault.</param>
    /// <param name="calls">How many calls; one by default.</param>
    /// <exception cref="ArgumentException">There is no such operation, or it has no example for a refusal.</exception>
    public void Inject(string operationId, MockFault fault, int calls = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        var operation = Contract.Operations.FirstOrDefault(operation =>
            operation.Id == Checked(operationId)
        );
        if (
            fault.Kind == FaultKind.Refusal
            && operation?.ReplyExamples(fault.StatusCode) is { } examples
            && !(fault.Example is { } example ? examples.ContainsKey(example) : examples.Count > 0)
        )
        {
            var name = fault.Example is null ? "" : $"\"{fault.Example}\" ";
            var names =
                examples.Count == 0 ? "" : $", and for that one {string.Join(", ", examples.Keys)}";
            throw new ArgumentException(
                $"{operationId} has no example {name}for status {fault.StatusCode}. "
                    + $"It has status {string.Join(", ", operation.StatusCodes)}{names}.",
                nameof(fault)
            );
        }

        _faults.Inject(operationId, fault, calls);
    }

    /// <summary>
    /// Gives the next calls of an operation another scenario; a job keeps the scenario of its submission.
    /// </summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="scenario">The name of the scenario.</param>
    /// <param name="calls">How many calls; one by default.</param>
    /// <exception cref="ArgumentException">There is no such operation or scenario.</exception>
    public void Inject(string operationId, string scenario, int calls = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        if (operationId == FaultPlan.Media)
        {
            throw new ArgumentException(
                "A download has the scenario of its job; inject the scenario into the submission, or a fault here.",
                nameof(operationId)
            );
        }

        _scenarios.Inject(Checked(operationId), scenario, calls);
    }

    private string Checked(string operationId)
    {
        var ids = _contract
            .Current.Operations.Select(operation => operation.Id)
            .Append(FaultPlan.Media)
            .ToList();
        return ids.Contains(operationId)
            ? operationId
            : throw new ArgumentException(
                $"There is no operation \"{operationId}\". There are {string.Join(", ", ids)}.",
                nameof(operationId)
            );
    }
}
