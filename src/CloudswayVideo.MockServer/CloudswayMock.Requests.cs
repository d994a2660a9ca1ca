using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.MockServer;

/// <content>Shows the received requests, and compares them with expectations.</content>
public sealed partial class CloudswayMock
{
    /// <summary>
    /// The requests to the API, oldest first. Up to a thousand are all kept; of more, at least the last hundred, until
    /// they are cleared.
    /// </summary>
    public IReadOnlyList<MockRequest> Requests => _journal.Requests;

    /// <summary>
    /// The differences from the contract in calls that were forwarded to <see cref="CloudswayMockOptions.ForwardTo"/>,
    /// in the order in which they were first seen; empty without forwarding.
    /// </summary>
    public IReadOnlyList<DriftCount> Drifts => _seen?.Drifts.All ?? [];

    /// <summary>Removes the received requests.</summary>
    public void ClearRequests() => _journal.Clear();

    /// <summary>The received requests of an operation, oldest first.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <returns>The requests.</returns>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public IReadOnlyList<MockRequest> Received(string operationId)
    {
        var id = Checked(operationId);
        return [.. Requests.Where(request => request.OperationId == id)];
    }

    /// <summary>Requires at least one request of an operation.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="matching">A condition for the request; none by default.</param>
    /// <returns>The last such request.</returns>
    /// <exception cref="MockAssertionException">Not so; the message lists the received requests.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public MockRequest ShouldHaveReceived(
        string operationId,
        Func<MockRequest, bool>? matching = null
    ) =>
        Matching(operationId, matching).LastOrDefault()
        ?? throw Unlike(operationId, "at least one request", 0, matching);

    /// <summary>Requires an exact number of requests of an operation.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="times">The number of requests; 0 for none.</param>
    /// <param name="matching">A condition for the requests; none by default.</param>
    /// <returns>These requests, oldest first.</returns>
    /// <exception cref="MockAssertionException">Not so; the message lists the received requests.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public IReadOnlyList<MockRequest> ShouldHaveReceived(
        string operationId,
        int times,
        Func<MockRequest, bool>? matching = null
    )
    {
        var found = Matching(operationId, matching);
        return found.Count == times
            ? found
            : throw Unlike(operationId, $"{times} requests", found.Count, matching);
    }

    private List<MockRequest> Matching(string operationId, Func<MockRequest, bool>? matching) =>
        [.. Received(operationId).Where(matching ?? (_ => true))];

    private MockAssertionException Unlike(
        string operationId,
        string expected,
        int found,
        Func<MockRequest, bool>? matching
    )
    {
        var received = Requests
            .Select(request => $"  {request.OperationId ?? "(no operation)"}: {request}")
            .DefaultIfEmpty("  nothing");
        return new MockAssertionException(
            $"""
            Expected {expected} for {operationId}{(
                matching is null ? "" : " that match"
            )}, found {found}. Received was
            {string.Join(Environment.NewLine, received)}
            """
        );
    }
}
