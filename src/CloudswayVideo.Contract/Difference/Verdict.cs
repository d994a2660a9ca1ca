namespace CloudswayVideo.Contract.Difference;

/// <summary>How far a change moves the version, and why.</summary>
internal readonly record struct Verdict(VersionStep Step, string Reason)
{
    public static Verdict None { get; } = new(VersionStep.None, "");

    public static Verdict Patch(string reason) => new(VersionStep.Patch, reason);

    public static Verdict Minor(string reason) => new(VersionStep.Minor, reason);

    public static Verdict Major(string reason) => new(VersionStep.Major, reason);
}
