using static CloudswayVideo.Contract.Difference.VersionStep;

namespace CloudswayVideo.Contract.Difference;

/// <summary>What it does to users that a part is new, or no longer there.</summary>
internal static class PartRules
{
    public static (VersionStep Step, string Reason) Judge(ContractPart part, bool added) =>
        (added, part) switch
        {
            (false, { Kind: PartKind.Operation }) => (Major, "its method is gone from the client"),
            (false, { Kind: PartKind.Reply }) => (Major, "the mock no longer gives this answer"),
            (false, { Kind: PartKind.Body }) => (Major, "callers send one"),
            (false, { Direction: Direction.Request }) => (
                Major,
                "callers that set it no longer compile"
            ),
            (false, _) => (Major, "readers of it no longer find it"),
            (true, { Direction: Direction.Request }) when part.Has("required") => (
                Major,
                "requests that were right lack it"
            ),
            (true, { Direction: Direction.Request }) => (Minor, "callers may leave it out"),
            (true, { Kind: PartKind.Operation }) => (Minor, "a new method of the client"),
            (true, { Kind: PartKind.Reply }) => (
                Minor,
                "a new answer to handle; the client reads any status, known or not"
            ),
            (true, _) when part.Has("x-alias-of") => (
                Patch,
                "another spelling of a member that is there"
            ),
            (true, _) => (Minor, "readers may ignore it"),
        };
}
