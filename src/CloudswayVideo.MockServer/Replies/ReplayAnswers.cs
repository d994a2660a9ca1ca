using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Replies;

/// <summary>Answers with an unchanged example of the contract.</summary>
internal static class ReplayAnswers
{
    public static MockReply Answer(ContractOperation operation, Preference? preference)
    {
        var code = preference?.StatusCode ?? operation.SuccessCode;
        if (operation.Reply(code) is null)
        {
            return MockReply.Error(
                404,
                $"{operation} has no status {code}. It has {string.Join(", ", operation.StatusCodes)}."
            );
        }

        var names = operation.ReplyExamples(code).Keys;
        return preference?.Example is { } name && !names.Contains(name)
            ? MockReply.Error(
                404,
                $"{operation} has no example \"{name}\" for status {code}. It has {string.Join(", ", names)}."
            )
            : MockReply.FromExample(operation, code, preference?.Example);
    }
}
