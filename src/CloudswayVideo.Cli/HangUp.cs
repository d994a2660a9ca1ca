namespace CloudswayVideo.Cli;

/// <summary>SIGHUP, the signal that a closed terminal sends.</summary>
internal static class HangUp
{
    /// <summary>
    /// Whether the process was started to ignore the signal, as nohup does. A handler would undo that.
    /// </summary>
    public static bool IsIgnored
    {
        get
        {
            try
            {
                // Only Linux tells, in hexadecimal. SIGHUP is signal 1, the lowest bit: its number is odd.
                return OperatingSystem.IsLinux()
                    && File.ReadLines("/proc/self/status")
                        .Any(line =>
                            line.StartsWith("SigIgn:", StringComparison.Ordinal)
                            && "13579bdf".Contains(line[^1], StringComparison.Ordinal)
                        );
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}
