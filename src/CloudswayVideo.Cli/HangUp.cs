using System.Globalization;

namespace CloudswayVideo.Cli;

/// <summary>SIGHUP, the signal that a closed terminal sends.</summary>
internal static class HangUp
{
    private const string IgnoredSignals = "SigIgn:";

    /// <summary>
    /// Whether the process was started to ignore the signal, as nohup does. A handler would undo that.
    /// </summary>
    public static bool IsIgnored
    {
        get
        {
            try
            {
                // Only Linux tells. SIGHUP is signal 1, the lowest bit.
                return OperatingSystem.IsLinux()
                    && File.ReadLines("/proc/self/status")
                        .Where(line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal))
                        .Select(line =>
                            ulong.Parse(
                                line[IgnoredSignals.Length..].Trim(),
                                NumberStyles.HexNumber,
                                CultureInfo.InvariantCulture
                            )
                        )
                        .Any(signals => (signals & 1) != 0);
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                return false;
            }
        }
    }
}
