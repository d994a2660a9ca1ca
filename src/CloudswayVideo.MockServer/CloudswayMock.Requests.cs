using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.MockServer;

/// <content>What was received, and what should have been.</content>
public sealed partial class CloudswayMock
{
    /// <summary>The requests to the API that were received, oldest first; the last thousand are kept.</summary>
    public IReadOnlyList<MockRequest> Requests => _journal.Requests;

    /// <summary>
    /// What the calls that were passed on to <see cref="CloudswayMockOptions.ForwardTo"/> had and the contract has
    /// not, in
    /// the order in which it was first seen; nothing where no calls are passed on.
    /// </summary>
    public IReadOnlyList<DriftCount> Drifts => _seen?.Drifts.All ?? [];

    /// <summary>Forgets the requests that were received.</summary>
    public void ClearRequests() => _journal.Clear();

    /// <summary>The requests for an operation that were received, oldest first.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <returns>The requests.</returns>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public IReadOnlyList<MockRequest> Received(string operationId)
    {
        var known = Known(operationId);
        return [.. Requests.Where(request => request.OperationId == known)];
    }

    /// <summary>Requires that an operation was asked for at least once.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="matching">What the request must be like; anything by default.</param>
    /// <returns>The last such request.</returns>
    /// <exception cref="MockAssertionException">It was not; the message lists what was received.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public MockRequest ShouldHaveReceived(
        string operationId,
        Func<MockRequest, bool>? matching = null
    ) =>
        Matching(operationId, matching).LastOrDefault()
        ?? throw Unlike(operationId, "at least one request", 0, matching);

    /// <summary>Requires that an operation was asked for so many times, and no more.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="times">How many times; 0 for never.</param>
    /// <param name="matching">What the requests must be like; anything by default.</param>
    /// <returns>These requests, oldest first.</returns>
    /// <exception cref="MockAssertionException">It was not; the message lists what was received.</exception>
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
