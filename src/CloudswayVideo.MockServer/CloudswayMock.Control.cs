using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer;

/// <content>Drives the mock.</content>
public sealed partial class CloudswayMock
{
    /// <summary>
    /// Adds a job that was submitted elsewhere, to a mock of another process for one, so that it can be asked about by
    /// its id. A job of that id that is there already stays as it is.
    /// </summary>
    /// <param name="family">The family, as <see cref="VideoJob.Family"/> names it; in any case.</param>
    /// <param name="id">The id that submitting it returned: one segment of a path.</param>
    /// <param name="endpointPath">
    /// The endpoint path that it was submitted at, which chooses its scenario as that of a request does.
    /// </param>
    /// <param name="age">How long ago it was submitted; just now by default.</param>
    /// <exception cref="ArgumentException">
    /// There is no such family, the id is blank, or the age is negative.
    /// </exception>
    public void AddJob(
        string family,
        string id,
        string endpointPath = "success",
        TimeSpan age = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        var families = _contract
            .Current.Operations.Select(operation => operation.Family)
            .Distinct()
            .ToList();
        var known =
            families.Find(known => known.Equals(family, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"There is no family \"{family}\". There are {string.Join(", ", families)}.",
                nameof(family)
            );
        _tasks.Add(known, _scenarios.At(endpointPath), _clock.Now - age, id);
    }

    /// <summary>Ends a job now, as its scenario lets it end; well, if it would never.</summary>
    /// <param name="id">The id that submitting it returned.</param>
    /// <exception cref="ArgumentException">There is no job of that id.</exception>
    public void EndJob(string id)
    {
        var tasks = _tasks.Find(id);
        if (tasks.Count == 0)
        {
            throw new ArgumentException("There is no job of that id.", nameof(id));
        }

        foreach (var task in tasks)
        {
            task.End();
        }
    }

    /// <summary>
    /// Makes the mock as it was at its start: forgets jobs, requests, drifts, the score card, faults, injected scenarios, time
    /// that was advanced, and mappings that were added to <see cref="Server"/>, but for those of <see
    /// cref="CloudswayMockOptions.MappingsFolder"/>.
    /// </summary>
    public void Reset()
    {
        Server.Reset();
        _mappings.Register();
        _mappingFolder?.Read(isStart: false);
        _tasks.Clear();
        _faults.Clear();
        _scenarios.Clear();
        _clock.Reset();
        _seen?.Drifts.Clear();
        Exam?.Clear();
    }

    /// <summary>
    /// Lets time pass for the mock: jobs get on and URLs expire. The clocks of clients stay, so that none of them runs
    /// out of time.
    /// </summary>
    /// <param name="by">How much time passes.</param>
    public void AdvanceTime(TimeSpan by) => _clock.Advance(by);

    /// <summary>Lets the next calls of an operation go wrong, whatever their scenario.</summary>
    /// <param name="operationId">
    /// The id of the contract's operation, such as "hailuo_getTask"; "media" for downloads.
    /// </param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="calls">How many calls; one by default.</param>
    /// <exception cref="ArgumentException">There is no such operation, or it has no example for a refusal.</exception>
    public void Inject(string operationId, MockFault fault, int calls = 1)
    {
        var operation = Contract.Operations.FirstOrDefault(operation =>
            operation.Id == Known(operationId)
        );
        if (
            fault is { Kind: FaultKind.Refusal }
            && operation?.ReplyExamples(fault.StatusCode) is { } examples
            && !(fault.Example is { } name ? examples.ContainsKey(name) : examples.Count > 0)
        )
        {
            throw new ArgumentException(
                $"{operationId} has no example "
                    + $"{(fault.Example is { } missing ? $"\"{missing}\" " : "")}for status "
                    + $"{fault.StatusCode}. It has status "
                    + $"{string.Join(", ", operation.StatusCodes)}{(examples.Count == 0 ? "" : $", and for that one {string.Join(", ", examples.Keys)}")}.",
                nameof(fault)
            );
        }

        _faults.Inject(operationId, fault, calls);
    }

    /// <summary>
    /// Gives the next calls of an operation another scenario than they chose; a job keeps it for life.
    /// </summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="scenario">The name of the scenario.</param>
    /// <param name="calls">How many calls; one by default.</param>
    /// <exception cref="ArgumentException">There is no such operation or scenario.</exception>
    public void Inject(string operationId, string scenario, int calls = 1) =>
        _scenarios.Inject(Known(operationId), scenario, calls);

    private string Known(string operationId)
    {
        var known = _contract
            .Current.Operations.Select(operation => operation.Id)
            .Append(FaultPlan.Media)
            .ToList();
        return known.Contains(operationId)
            ? operationId
            : throw new ArgumentException(
                $"There is no operation \"{operationId}\". There are {string.Join(", ", known)}.",
                nameof(operationId)
            );
    }
}
