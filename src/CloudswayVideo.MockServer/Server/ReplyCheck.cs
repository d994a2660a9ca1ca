using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Replies;
using NJsonSchema;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks every reply of the mock against the contract. A check takes longer than the rest of an answer, so valid texts
/// are remembered: most answers about a job have the same text.
/// </summary>
internal sealed class ReplyCheck
{
    // A few megabytes of texts.
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<(JsonSchema Schema, string Text), bool> _valid = new();

    /// <summary>
    /// Returns the reply, or an error instead if it breaks the contract, so that a bug of the mock is noticed at once.
    /// </summary>
    public MockReply Checked(ContractOperation operation, MockReply reply)
    {
        if (
            reply.BreaksContract
            || reply.Bytes is not null
            || operation.ReplySchema(reply.StatusCode) is not { } schema
            || _valid.ContainsKey((schema, reply.Text))
        )
        {
            return reply;
        }

        var problems = ContractValidation.Check(reply.Body, schema);
        if (problems.Count > 0)
        {
            return MockReply.Failure(
                $"The mock's own reply to {operation.Id} breaks the contract: {string.Join("; ", problems)}."
            );
        }

        if (_valid.Count >= Capacity)
        {
            _valid.Clear();
        }

        _valid[(schema, reply.Text)] = true;
        return reply;
    }
}
