namespace CloudswayVideo.Tests.Support;

/// <summary>A theory about a shell that few machines have. ".ci/run" installs it where it may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell)
    {
        Shell = shell;
        Skip = File.Exists($"/usr/bin/{shell}") ? null : $"{shell} is not installed.";
    }

    public string Shell { get; }
}
