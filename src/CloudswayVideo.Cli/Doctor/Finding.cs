namespace CloudswayVideo.Cli.Doctor;

/// <summary>How a check went.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>What a check found, in words that say what to do about it.</summary>
internal sealed record Finding(
    string Check,
    Verdict Verdict,
    string Detail,
    int ExitCode = Cli.ExitCode.Done
);
