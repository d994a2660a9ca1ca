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
                var status = OperatingSystem.IsLinux()
                    ? File.ReadAllLines("/proc/self/status")
                    : [];
                var signals = Array.Find(
                    status,
                    line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal)
                );
                return signals is not null
                    && (
                        ulong.Parse(
                            signals.AsSpan(IgnoredSignals.Length).Trim(),
                            NumberStyles.HexNumber,
                            CultureInfo.InvariantCulture
                        ) & 1
                    ) != 0;
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                return false;
            }
        }
    }
}
