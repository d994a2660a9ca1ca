namespace CloudswayVideo.Tests.Support;

/// <summary>A theory about a shell that few machines have. ".ci/run" installs it where it may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell)
    {
        Shell = shell;
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        Skip = folders.Any(folder => File.Exists(Path.Combine(folder, shell)))
            ? null
            : $"{shell} is not installed.";
    }

    public string Shell { get; }
}
