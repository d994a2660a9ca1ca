namespace CloudswayVideo.Cli.Doctor;

/// <summary>The result of a check.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>What a check found. The detail says what to do about it.</summary>
internal sealed record Finding(string Check, Verdict Verdict, string Detail, int ExitCode)
{
    public static Finding Ok(string check, string detail) =>
        new(check, Verdict.Ok, detail, Cli.ExitCode.Done);

    public static Finding Warn(string check, string detail) =>
        new(check, Verdict.Warn, detail, Cli.ExitCode.Done);

    public static Finding Fail(string check, string detail, int exitCode = Cli.ExitCode.Failed) =>
        new(check, Verdict.Fail, detail, exitCode);
}
