namespace CloudswayVideo.Cli;

/// <summary>
/// The access key, and where it comes from. It is never an argument, which others on the machine could read.
/// </summary>
internal sealed record AccessKey(string Value, string Source)
{
    private const UnixFileMode AccessByOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    public static string FileOf(Terminal terminal) =>
        Path.Combine(terminal.ConfigurationFolder, "access-key");

    /// <exception cref="CommandException">There is no key, or others can read its file.</exception>
    public static AccessKey Read(CommandRun run)
    {
        var terminal = run.Terminal;
        var file = FileOf(terminal);
        if (run.Get(GatewayOptions.KeyFromInput))
        {
            return terminal.ReadLine()?.Trim() is { Length: > 0 } line
                ? new AccessKey(line, "standard input")
                : throw Missing("--key-stdin found no access key on standard input.");
        }

        if (terminal.Variable(CloudswayOptions.AccessKeyVariable) is { Length: > 0 } variable)
        {
            return new AccessKey(variable, CloudswayOptions.AccessKeyVariable);
        }

        if (!File.Exists(file))
        {
            throw Missing(
                $"No access key. Set {CloudswayOptions.AccessKeyVariable}, pipe the key in with "
                    + $"--key-stdin, or put it alone into {file} (mode 600)."
            );
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & AccessByOthers) != 0)
        {
            throw Missing(
                $"Others on this machine can read the access key in {file}. Run: chmod 600 {file}"
            );
        }

        return new AccessKey(File.ReadAllText(file).Trim(), file);
    }

    private static CommandException Missing(string message) =>
        new(message) { ExitCode = ExitCode.Authentication };
}
