using System.ComponentModel;
using System.Diagnostics;

namespace CloudswayVideo.Cli.Contract;

/// <summary>Reads files and tags of a repository with git.</summary>
internal static class Git
{
    /// <summary>The text of a file in a revision; null if that revision does not have it.</summary>
    /// <exception cref="CommandException">There is no such revision, or no git.</exception>
    public static string? Show(string repository, string revision, string path)
    {
        // The id of the commit takes the place of the revision, so that git cannot take that for an option.
        string[] verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        var commit =
            Run(repository, [.. verify, $"{revision}^{{commit}}"])
            ?? throw new CommandException(
                $"\"{revision}\" is neither a file or folder here nor a revision that git knows in {repository}."
            );
        return Run(repository, "show", $"{commit.Trim()}:./{path}");
    }

    /// <summary>The newest tag of a version, such as v1.2.3; null if there is none, or no git.</summary>
    public static string? NewestTag(string repository) =>
        Run(repository, "tag", "--list", "v[0-9]*", "--sort=-version:refname")
            ?.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault();

    private static string? Run(string repository, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            // The caller reports a failure in words that fit its question.
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
