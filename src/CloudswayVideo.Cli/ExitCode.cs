namespace CloudswayVideo.Cli;

/// <summary>What the process returns. A usage error returns 1, as System.CommandLine has it.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Interrupted = 130;
}
