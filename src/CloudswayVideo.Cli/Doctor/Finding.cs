namespace CloudswayVideo.Cli.Doctor;

/// <summary>The result of a check.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>What a check found. The detail says what to do about it.</summary>
internal sealed record Finding(
    string Check,
    Verdict Verdict,
    string Detail,
    int ExitCode = Cli.ExitCode.Done
);
