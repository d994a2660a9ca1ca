using static CloudswayVideo.Contract.Difference.Verdict;

namespace CloudswayVideo.Contract.Difference;

/// <summary>How it affects users that a part is added or removed.</summary>
internal static class PartRules
{
    public static Verdict Judge(ContractPart part, bool added) =>
        (added, part) switch
        {
            (false, { Kind: PartKind.Operation }) => Major("its method is removed from the client"),
            (false, { Kind: PartKind.Reply }) => Major("the mock no longer gives this reply"),
            (false, { Kind: PartKind.Body }) => Major("callers send a body"),
            (false, { Direction: Direction.Request }) => Major(
                "callers that set it no longer compile"
            ),
            (false, _) => Major("code that reads it no longer finds it"),
            (true, { Direction: Direction.Request }) when part.Has("required") => Major(
                "requests that were valid lack it"
            ),
            (true, { Direction: Direction.Request }) => Minor("callers may leave it out"),
            (true, { Kind: PartKind.Operation }) => Minor("a new method of the client"),
            (true, { Kind: PartKind.Reply }) => Minor(
                "a new reply to handle; the client reads any status"
            ),
            (true, _) when part.Has("x-alias-of") => Patch(
                "another spelling of an existing member"
            ),
            (true, _) => Minor("readers may ignore it"),
        };
}
