namespace CloudswayVideo.Cli.Contract.Difference;

/// <summary>How far a change moves the version, in the words of semantic versioning.</summary>
internal enum VersionStep
{
    None,
    Patch,
    Minor,
    Major,
}
