using System.Collections.Concurrent;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Replies;
using NJsonSchema;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks every reply of the mock against the contract. A check takes longer than the rest of an answer, so a text
/// that was found right is remembered: questions about a job mostly get the same text again.
/// </summary>
internal sealed class ReplyCheck
{
    // With these, the texts take a few megabytes.
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<(JsonSchema Schema, string Text), bool> _right = new();

    /// <summary>
    /// The reply; an error in its place if it breaks the contract: that is a bug of the mock, and is to be seen at
    /// once.
    /// </summary>
    public MockReply Checked(ContractOperation operation, MockReply reply)
    {
        if (
            reply.BreaksContract
            || reply.Bytes is not null
            || operation.ReplySchema(reply.StatusCode) is not { } schema
            || _right.ContainsKey((schema, reply.Text))
        )
        {
            return reply;
        }

        var problems = ContractValidation.Check(reply.Body, schema);
        if (problems.Count > 0)
        {
            return MockReply.Error(
                500,
                $"The mock's own reply to {operation.Id} breaks the contract: {string.Join("; ", problems)}."
            );
        }

        if (_right.Count >= Capacity)
        {
            _right.Clear();
        }

        _right[(schema, reply.Text)] = true;
        return reply;
    }
}
